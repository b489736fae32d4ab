import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 1280, locale: 'en' },
] as const;

/** Where many things are decided at once: rows of a draft, families of a batch, cells of a ledger (R2, R3, R26). */
describe('pages on which a person chooses, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  const linkIn = async (reader: PageReader, pattern: RegExp) =>
    (await reader.attributes('main a', 'href')).find((href) => pattern.test(href)) ?? '';

  it.each(VISITS)(
    'have no fault: $width $locale',
    async (visit) => {
      const faults: string[] = [];
      const look = async (reader: PageReader, address: string) => {
        expect([address, (await reader.open(address))?.status()]).toEqual([address, 200]);
        faults.push(...(await reader.faults([visit.width, 320])));
      };
      const officer = await site.reader('officer', visit);
      await officer.open('/console/pack-drafts');
      const draft = await linkIn(officer, /^\/console\/pack-drafts\/[0-9a-f-]+$/);
      await look(officer, draft);
      const section = `${draft}/sections/deductions`;
      await look(officer, section);
      await look(officer, `${section}/rows/new?like=deductions.rigid-cost`);
      await officer.page.locator('main [name="code"]').fill('Nobody');
      const refused = await officer.press('main form[action$="/rows"] button');
      expect(refused?.status()).toBe(422);
      expect(await officer.page.locator('main [name="code"]').inputValue()).toBe('Nobody');
      faults.push(...(await officer.faults([visit.width])));
      await look(officer, `${section}/removal`);
      await officer.close();

      const centre = await site.reader('centre', visit);
      await look(centre, '/console/recalculations');
      const batch = await linkIn(centre, /^\/console\/recalculations\/[0-9a-f-]+$/);
      await look(centre, batch);
      await look(centre, `${batch}/households?state=open`);
      await look(centre, `${batch}/confirmations/new`);
      await look(centre, `${batch}/confirmations`);

      const found = { sheet: '', differences: '' };
      await look(centre, '/console/ledgers');
      for (const ledger of await centre.attributes('main tbody th a', 'href')) {
        await centre.open(ledger);
        if ((await centre.page.locator('main form#sheet').count()) > 0) found.sheet = ledger;
        else found.differences ||= await linkIn(centre, /\/differences$/);
      }
      await look(centre, found.sheet);
      await look(centre, found.differences);
      await centre.close();
      expect(faults).toEqual([]);
    },
    240_000,
  );
});
