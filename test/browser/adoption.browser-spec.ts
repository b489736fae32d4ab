import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 320, locale: 'zh-CN', standard: '1200' },
  { width: 1280, locale: 'en', standard: '1300' },
] as const;
const REASON = '区政府常务会议纪要第12号';
const FIELD = 'n/standards/dibao/fen';

/** A draft simulated, adopted by two people, carried out on the files, decided by a person, and told (R2, R3). */
describe('the adoption of a pack, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
    await refuseWaiting();
  }, 300_000);
  afterAll(() => site?.close());

  const path = ({ page }: PageReader) => new URL(page.url()).pathname;
  const fill = async ({ page }: PageReader, values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values)) await page.locator(`main [name="${name}"]`).fill(value);
  };
  const send = (reader: PageReader, action: string, button = 'button') =>
    reader.press(`main form[action="${action}"] ${button}`);

  /** One waits at a time; what another scene has left is refused. */
  const refuseWaiting = async () => {
    const centre = await site.reader('centre', VISITS[0]);
    await centre.open('/console/pack-adoptions?state=asked');
    if ((await centre.page.locator('main tbody th a').count()) > 0) {
      await centre.press('main tbody th a');
      await fill(centre, { reason: '换一份草案再提出' });
      await send(centre, `${path(centre)}/decide`, 'button[value="refuse"]');
    }
    await centre.close();
  };

  it.each(VISITS)(
    'is walked from the draft to the notices, without a fault: $width $locale',
    async ({ standard, ...visit }) => {
      const officer = await site.reader('officer', visit);
      const centre = await site.reader('centre', visit);
      const faults: string[] = [];
      const look = async (reader: PageReader) => faults.push(...(await reader.faults([visit.width, 1280])));

      // Draft and simulation.
      await officer.open('/console/pack-drafts');
      await fill(officer, { name: `提标到${standard}元` });
      await send(officer, '/console/pack-drafts');
      const draft = path(officer);
      await officer.open(`${draft}/sections/standards`);
      await fill(officer, { [FIELD]: standard, reason: '拟提高低保标准' });
      await send(officer, `${draft}/sections/standards`);
      await send(officer, `${draft}/simulate`);
      const simulation = path(officer);
      await site.app.drain();
      await officer.open(simulation);
      await look(officer);

      // One asks: what was typed stays when it is refused.
      const [year, month, day] = site.app.clock.today().split('-') as [string, string, string];
      const on = { 'effectiveFrom-year': year, 'effectiveFrom-month': month, 'effectiveFrom-day': day };
      await fill(officer, { ...on, reason: '短' });
      expect((await send(officer, `${simulation}/adopt`))?.status()).toBe(422);
      expect(await officer.page.locator('main [name="reason"]').inputValue()).toBe('短');
      expect(await officer.page.locator('main [name="effectiveFrom-year"]').inputValue()).toBe(year);
      await look(officer);
      await fill(officer, { reason: REASON });
      await send(officer, `${simulation}/adopt`);
      const adoption = path(officer);
      expect(adoption).toMatch(/^\/console\/pack-adoptions\//);
      expect(await officer.page.locator(`main form[action="${adoption}/decide"]`).count()).toBe(0);
      await look(officer);

      // A second person decides.
      await centre.open('/console');
      await centre.press('main a[href="/console/pack-adoptions?state=asked"]');
      await look(centre);
      await centre.press(`main a[href="${adoption}"]`);
      await look(centre);
      expect((await send(centre, `${adoption}/decide`, 'button[value="confirm"]'))?.status()).toBe(422);
      await look(centre);
      await fill(centre, { reason: '已经核对测算，同意启用' });
      await send(centre, `${adoption}/decide`, 'button[value="confirm"]');
      expect(path(centre)).toBe(adoption);
      expect(await centre.page.locator('main').innerText()).toMatch(/已启用|Adopted/);
      await look(centre);

      // A batch taken back whole, and another one that is decided.
      const worked = async () => {
        await officer.open(adoption);
        await send(officer, `${adoption}/recalculate`);
        await look(officer);
        const batch = path(officer);
        await site.app.drain();
        await officer.open(batch);
        await look(officer);
        return batch;
      };
      const first = await worked();
      await fill(officer, { reason: '先不重算，另行安排' });
      await send(officer, `${first}/take-back`);
      expect(await officer.page.locator('main').innerText()).toMatch(/没有留下任何内容|Nothing of this batch is left/);
      await look(officer);
      const batch = await worked();
      await centre.open(`${batch}/households?state=open`);
      await look(centre);
      expect((await send(centre, `${batch}/confirm`))?.status()).toBe(422);
      await look(centre);
      const box = centre.page.locator('main input[name="householdIds"]').first();
      const family = `${batch}/households/${await box.getAttribute('value')}`;
      await centre.open(family);
      expect(await centre.page.locator('main section h2.govuk-heading-l').count()).toBe(2);
      await look(centre);
      expect((await send(centre, `${family}/set-aside`))?.status()).toBe(422);
      await look(centre);
      await send(centre, `${family}/confirm`);
      expect(path(centre)).toBe(family);
      expect(await centre.page.locator(`main form[action="${family}/confirm"]`).count()).toBe(0);
      await look(centre);
      await officer.open(batch);
      await fill(officer, { reason: '想要撤回整个批次' });
      expect((await send(officer, `${batch}/take-back`))?.status()).toBe(409);
      expect(await officer.page.locator('main [name="reason"]').inputValue()).toBe('想要撤回整个批次');
      await look(officer);

      // Several at once, their notices, the end.
      await centre.open(`${batch}/households?state=open`);
      await centre.page.locator('main input[name="householdIds"]').first().check({ force: true });
      await send(centre, `${batch}/confirm`);
      await look(centre);
      await centre.open(`${batch}/notices`);
      await look(centre);
      expect(await centre.page.locator('main input[name="householdIds"]').count()).toBe(2);
      await centre.press(`main a[href="${batch}/notices/print"]`);
      expect(await centre.page.locator('main section').count()).toBe(2);
      await look(centre);
      await centre.open(`${batch}/notices`);
      await send(centre, `${batch}/told`);
      expect(await centre.page.locator('main input[name="householdIds"]').count()).toBe(0);
      await look(centre);
      await officer.open(batch);
      await send(officer, `${batch}/close`);
      await site.app.drain();
      await officer.open(batch);
      expect(await officer.page.locator('main').innerText()).toMatch(/已结束|Closed/);
      await look(officer);
      await officer.open(family);
      await look(officer);
      await officer.open(draft);
      await look(officer);
      expect(faults).toEqual([]);
      await officer.close();
      await centre.close();
    },
    300_000,
  );
});
