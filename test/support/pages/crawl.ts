import type { APIRequestContext } from 'playwright-core';
import { allRoutes } from '../../consistency/routes';
import { headerFaults } from './header-faults';
import { kindOf, type PageSource, readSource } from './page-source';

/** A page that somebody reached by following links. */
export interface FoundPage extends PageSource {
  path: string;
  kind: string;
  username: string;
}

export interface Crawl {
  pages: FoundPage[];
  /** Links that led to a refusal. */
  dead: string[];
  /** Answers whose headers promise too little. */
  unsafe: string[];
}

/** Pages of the console whose address has no id: whoever may read them is let in, from a link or by the address. */
const doors = (): string[] =>
  allRoutes()
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/console') && !/[:.]/.test(path))
    .map(({ path }) => path);

/**
 * Follows every link of the console, without drawing the pages.
 * @param most how many pages of one kind are opened
 * @param addresses looked at first, where the person may
 */
export async function crawl(
  request: APIRequestContext,
  username: string,
  { most, addresses }: { most: number; addresses: readonly string[] },
): Promise<Crawl> {
  const count = new Map<string, number>();
  const known = new Set<string>();
  const pages: FoundPage[] = [];
  const dead: string[] = [];
  const unsafe: string[] = [];
  const waiting = ['/console', ...addresses, ...doors()];
  const linked = new Map<string, string>([['/console', 'its address']]);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    const before = count.get(kind) ?? 0;
    if (known.has(path) || before >= most) continue;
    known.add(path);
    count.set(kind, before + 1);
    const answer = await request.get(path);
    unsafe.push(...headerFaults(path, answer.headers()));
    if (answer.status() >= 400) {
      const from = linked.get(path);
      if (from) dead.push(`${username} ${path}, found at ${from}, answered ${answer.status()}`);
      continue;
    }
    const source = readSource(await answer.text());
    pages.push({ ...source, path, kind, username });
    const onward = source.links.filter((link) => link.startsWith('/console'));
    onward.filter((link) => !linked.has(link)).forEach((link) => linked.set(link, path));
    waiting.push(...onward);
  }
  return { pages, dead, unsafe };
}

/**
 * Of each kind the page with most on it, whoever sees it, and as few others as show every feature of the kind.
 * @param pages in the order in which equals are preferred
 */
export function samplesOf(pages: readonly FoundPage[]): FoundPage[] {
  const kinds = [...new Set(pages.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const all = pages.filter((page) => page.kind === kind);
    const samples: FoundPage[] = [];
    const shown = new Set<string>();
    const fresh = ({ features }: FoundPage) => [...features].filter((feature) => !shown.has(feature)).length;
    for (;;) {
      const next = all.reduce((best, page) => (fresh(page) > fresh(best) ? page : best));
      if (fresh(next) === 0) return samples;
      samples.push(next);
      next.features.forEach((feature) => shown.add(feature));
    }
  });
}
