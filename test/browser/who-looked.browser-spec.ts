import { query } from '../support/cluster';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import { enterAsHousehold } from '../support/pages/household-visit';

const VISITS = [
  { width: 320, locale: 'zh-CN', script: false },
  { width: 375, locale: 'en' },
] as const;

/** The household's "who looked" page (C2), reached from its home page, large type, with and without script. */
describe('who looked, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  it.each(VISITS)(
    'is found from the home page and has no fault: %j',
    async (visit) => {
      const id = site.scenes.households.help;
      const worker = await site.reader('centre', { width: 1280, locale: visit.locale });
      expect((await worker.open(`/console/households/${id}`))?.status()).toBe(200);
      await worker.close();
      const household = await enterAsHousehold(site, id, visit);
      await Promise.all([
        household.page.waitForURL('**/h/who-looked'),
        household.page.locator('main a[href="/h/who-looked"]').click(),
      ]);
      const text = await household.page.locator('main').innerText();
      expect(text).toContain(visit.locale === 'en' ? 'Worker of the district centre' : '区县中心工作人员');
      const accounts = await query<{ id: string }>(site.app.database.ownerUrl, 'select id from accounts');
      const html = await household.page.content();
      expect(accounts.filter((account) => html.includes(account.id))).toEqual([]);
      expect(await household.faults([visit.width, 1280])).toEqual([]);
      await household.close();
    },
    120_000,
  );
});
