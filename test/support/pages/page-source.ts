/** A form of a page that sends something. */
export interface SourceForm {
  /** Where it goes, ids left out. */
  kind: string;
  /** Whether there is something to fill in. */
  fields: boolean;
}

/** What the HTML of a page offers. */
export interface PageSource {
  links: string[];
  forms: SourceForm[];
  /** Style classes and forms: two pages with the same ones look the same to axe. */
  features: Set<string>;
}

/** Pages of one kind: ids, numbers, codes of packs and their sections, and filters of the address left out. */
export const kindOf = (path: string): string =>
  path
    .split('?')[0]!
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/\d+(?=\/|$)/g, '/:n')
    .replace(/\/sections\/[a-z-]+/, '/sections/:id')
    .replace(/\/policy-packs\/[a-z-]+/, '/policy-packs/:code');

const FILES = /\.(xlsx|csv|eml|jsonl|json)(\?|$)/;

/** @param html a page as the server sends it */
export function readSource(html: string): PageSource {
  const anchors = [...html.matchAll(/<a [^>]*href="(\/[^"]*)[^>]*>/g)].filter(([tag]) => !/ download[ >]/.test(tag));
  const links = anchors.map(([, href = '']) => plain(href).split('#')[0]!);
  const forms = html
    .split('<form method="post"')
    .slice(1)
    .map((part) => part.split('</form>')[0]!)
    .map((part) => ({
      kind: kindOf(plain(/action="([^"]*)"/.exec(part)?.[1] ?? '')),
      fields: /<(select|textarea)|<input (?![^>]*type="(hidden|file)")/.test(part),
    }));
  // Choices that are sent with GET lead to a page too.
  const chosen = [
    ...html.matchAll(
      /<form method="get" action="([^"]*)" id="([^"]*)"><input type="hidden" name="need" value="([^"]*)"/g,
    ),
  ];
  for (const [, action = '', id = '', need = ''] of chosen) {
    const boxes = [...html.matchAll(new RegExp(`form="${id}"[^>]* name="offering" value="([^"]*)"`, 'g'))].slice(0, 3);
    links.push(`${plain(action)}?need=${need}${boxes.map(([, one = '']) => `&offering=${one}`).join('')}`);
  }
  const classes = [...html.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/));
  return {
    links: links.filter((link) => !FILES.test(link)),
    forms,
    features: new Set([...classes, ...forms.map(({ kind }) => `form ${kind}`)]),
  };
}

const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
