import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRoutes } from '../../consistency/routes';
import { inTurn } from '../database';
import { crawl, type FoundPage } from './crawl';
import type { DemonstrationSite } from './demonstration-site';

/** One account of each role, and the providers beside the first who have referrals to answer. */
export const ACCOUNTS = [
  ...['station', 'centre', 'window', 'provider', 'provider3', 'provider10', 'evaluator', 'officer', 'supervisor'],
  ...['system', 'security', 'audit', 'reporter'],
] as const;

/** Files, and what a page loads into itself. */
const NOT_PAGES =
  /\/progress$|\.(csv|xlsx|json|yaml)$|\/mail$|^\/console\/((exports|department-orders)\/:id\/file$|allocations\/:id\/certificate$|recordings\/|field\/(worker\.js$|take-alongs\/))/;
/** Demonstration accounts have no second factor; the sign-in walk sees this page. */
const WALKED = new Set(['/console/second-factor']);
/** An act or a question stands in their addresses by its name: they are found under that. */
const NAMED = /^\/console\/(referrals\/:id\/:id|assessments\/:id\/questions\/:id)$/;

export interface Survey {
  pages: FoundPage[];
  dead: string[];
  unsafe: string[];
  /** Pages that nobody has come to. */
  unreached: string[];
}

/**
 * Who finds which pages of the console; walked once a run, since all copies of the demonstration have the same links.
 * @param most how many pages of one kind each opens
 */
export async function survey(site: DemonstrationSite, most: number): Promise<Survey> {
  const file = join(site.folder, `survey-${most}.json`);
  return inTurn(file, async () => {
    if (existsSync(file)) return read(file);
    const found = await walk(site, most);
    writeFileSync(
      file,
      JSON.stringify(found, (_name, value: unknown) => (value instanceof Set ? [...value] : value)),
    );
    return found;
  });
}

function read(file: string): Survey {
  const { pages, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Survey;
  return { ...rest, pages: pages.map((page) => ({ ...page, features: new Set(page.features) })) };
}

async function walk(site: DemonstrationSite, most: number): Promise<Survey> {
  const pages: FoundPage[] = [];
  const dead: string[] = [];
  const unsafe: string[] = [];
  for (const username of ACCOUNTS) {
    const reader = await site.reader(username, { width: 1280, locale: 'zh-CN' });
    const found = await crawl(reader.page.context().request, username, { most, addresses: site.scenes.addresses });
    await reader.close();
    pages.push(...found.pages);
    dead.push(...found.dead);
    unsafe.push(...found.unsafe);
  }
  const reached = new Set(pages.map(({ kind }) => withoutNames(kind)));
  const unreached = allRoutes()
    .filter(({ method, path }) => method === 'GET' && /^\/console(\/|$)/.test(path) && !NOT_PAGES.test(path))
    .map(({ path }) => withoutNames(path))
    .filter((path) => !reached.has(path) && !WALKED.has(path) && !NAMED.test(path));
  return { pages, dead, unsafe, unreached };
}

const withoutNames = (path: string) => path.replace(/:\w+/g, ':id');

/** Pages by who looks at them, so that each signs in once. */
export function byReader(pages: readonly FoundPage[]): Map<string, FoundPage[]> {
  const groups = new Map<string, FoundPage[]>();
  for (const page of pages) groups.set(page.username, [...(groups.get(page.username) ?? []), page]);
  return groups;
}
