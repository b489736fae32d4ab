import { samplesOf, type FoundPage } from '../support/pages/crawl';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import { faultsOfBadForms, faultsOfPages } from '../support/pages/page-looks';
import { byReader, survey, type Survey } from '../support/pages/survey';

/** Every kind of page as the role that sees most of it sees it; its English is looked at by a spec beside this one. */
describe('pages in Chromium', () => {
  let site: DemonstrationSite;
  let found: Survey;
  let samples: FoundPage[];

  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
    found = await survey(site, 6);
    samples = samplesOf(found.pages);
  }, 900_000);
  afterAll(() => site?.close());

  it('have their style sheet: without the build every finding below would be about bare pages', async () => {
    const home = await (await fetch(`${site.address}/console/sign-in`)).text();
    const [, sheet = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(home) ?? [];
    expect((await fetch(site.address + sheet)).status).toBe(200);
  });

  it('no link leads to a refusal, and a link leads to every page', () => {
    expect(found.dead).toEqual([]);
    expect(found.unreached).toEqual([]);
  });

  it('let no script or style of a page’s own run, in every answer of the walk', () => {
    expect(found.pages.length).toBeGreaterThan(300);
    expect(found.unsafe).toEqual([]);
  });

  it('have no fault in zh-CN', async () => {
    expect(await faultsOfPages(site, samples, 'zh-CN')).toEqual([]);
  }, 900_000);

  it('shown again with errors keep what was typed and have no fault in zh-CN', async () => {
    expect(await faultsOfBadForms(site, found.pages, 'zh-CN')).toEqual([]);
  }, 900_000);

  it('that are printed leave navigation and buttons on the screen', async () => {
    const faults: string[] = [];
    for (const [username, pages] of byReader(samples.filter(({ kind }) => /\/print$|\/file$|\/:id$/.test(kind)))) {
      const reader = await site.reader(username, { width: 794, locale: 'zh-CN' });
      await reader.page.emulateMedia({ media: 'print' });
      for (const { path } of pages) {
        await reader.open(path);
        faults.push(...(await reader.faults()));
        const shown = await reader.page.locator('.yl-nav:visible, .yl-header:visible, .govuk-button:visible').count();
        if (shown > 0) faults.push(`${path} prints ${shown} things that belong on the screen`);
      }
      await reader.close();
    }
    expect(faults).toEqual([]);
  }, 900_000);
});
