import { samplesOf } from '../support/pages/crawl';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import { ACCOUNTS, survey, type Survey } from '../support/pages/survey';

const WIDTHS = [1280, 768, 375, 320];
const CASES = ACCOUNTS.flatMap((username) => (['zh-CN', 'en'] as const).map((locale) => [username, locale] as const));

/** Every kind of page as each role sees it, at four widths (npm run test:axe:full). */
describe('pages of every role', () => {
  let site: DemonstrationSite;
  let found: Survey;

  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
    found = await survey(site, 6);
  }, 300_000);
  afterAll(() => site?.close());

  it.each(CASES)(
    '%s finds no fault in %s',
    async (username, locale) => {
      const faults: string[] = [];
      const pages = samplesOf(found.pages.filter((page) => page.username === username));
      const reader = await site.reader(username, { width: 1280, locale });
      for (const { path } of pages) {
        await reader.open(path);
        faults.push(...(await reader.faults(WIDTHS)));
      }
      await reader.close();
      expect(pages.length).toBeGreaterThan(3);
      expect(faults).toEqual([]);
    },
    600_000,
  );
});
