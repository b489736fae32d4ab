import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 375, locale: 'zh-CN', publishes: false },
  { width: 1280, locale: 'en', publishes: true },
] as const;
const LIST = '/console/allocations';
const PICTURES = join(__dirname, 'screenshots');
const WHY = '区联席会议纪要第12号，已核实';

/** A district's places shared out: ordered, followed, looked through, changed, solved again, published (PIPL 24, R22). */
describe('an allocation, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  const path = (reader: PageReader) => new URL(reader.page.url()).pathname;
  const fill = async (reader: PageReader, values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values)) await reader.page.locator(`main [name="${name}"]`).fill(value);
  };
  const send = (reader: PageReader, action: string) =>
    reader.press(`main form[action="${action}"] button[type="submit"]`);

  it.each(VISITS)(
    'is walked from the order to the drafted referrals, without a fault: %j',
    async (visit) => {
      const centre = await site.reader('centre', visit);
      const officer = await site.reader('officer', visit);
      const faults: string[] = [];
      const look = async (reader: PageReader, name: string) => {
        faults.push(...(await reader.faults([visit.width, 320, 1280])));
        await reader.page.setViewportSize({ width: visit.width, height: 900 });
        await reader.page.screenshot({ path: join(PICTURES, `allocation-${name}-${visit.width}.png`), fullPage: true });
      };
      await centre.open(LIST);
      await look(centre, 'list');
      await centre.press(`main a[href="${LIST}/new"]`);
      await look(centre, 'new');
      await fill(centre, { name: '', 'floors.0.percent': '90' });
      expect((await send(centre, `${LIST}/new`))?.status()).toBe(422);
      expect(await centre.page.locator('main [name="floors.0.percent"]').inputValue()).toBe('90');
      await look(centre, 'new-refused');
      await fill(centre, { name: '冬季统筹' });
      await centre.page.locator('main [name="floors.0.key"]').selectOption('age:older');
      await send(centre, `${LIST}/new`);
      const allocation = path(centre);
      expect(allocation).toMatch(/^\/console\/allocations\/[0-9a-f-]{36}$/);
      expect(await centre.page.locator('main progress').count()).toBe(1);
      await look(centre, 'moving');
      await site.app.drain();
      await centre.open(allocation);
      expect(await centre.page.locator('main progress').count()).toBe(0);
      await look(centre, 'result');
      await send(centre, `${allocation}/review`);

      await centre.press(`main a[href="${allocation}/needs?outcome=assigned"]`);
      await look(centre, 'needs');
      await centre.press('main tbody th a');
      const need = path(centre);
      await look(centre, 'need');
      await centre.page.locator('main input[name="kind"][value="forbid"]').check();
      const given = (await centre.page.locator('main .govuk-body-l').first().innerText()).trim();
      const option = centre.page.locator('main select[name="offeringId"] option', { hasText: given }).first();
      await centre.page
        .locator('main select[name="offeringId"]')
        .selectOption((await option.getAttribute('value')) ?? '');
      expect((await send(centre, need))?.status()).toBe(422);
      await look(centre, 'need-refused');
      await fill(centre, { reason: WHY });
      await send(centre, need);
      await centre.open(`${allocation}/pins`);
      expect(await centre.page.locator('main').innerText()).toContain(WHY);
      await look(centre, 'pins');
      await centre.open(allocation);
      await send(centre, `${allocation}/solve-again`);
      await site.app.drain();
      await centre.open(`${allocation}/changes`);
      expect(await centre.page.locator('main tbody tr').count()).toBeGreaterThan(0);
      await look(centre, 'changes');

      await officer.open(allocation);
      if ((await officer.page.locator(`main form[action="${allocation}/review"]`).count()) > 0)
        await send(officer, `${allocation}/review`);
      await officer.press(`main a[href="${allocation}/publication"]`);
      await look(officer, 'publication');
      expect((await send(officer, `${allocation}/publication`))?.status()).toBe(422);
      await fill(officer, { reason: WHY });
      if (visit.publishes) {
        await send(officer, `${allocation}/publication`);
        await site.app.drain();
        await officer.open(allocation);
        await look(officer, 'published');
        await officer.press(`main a[href="${allocation}/needs?publication=drafted"]`);
        expect(await officer.page.locator('main a[href^="/console/referrals/"]').count()).toBeGreaterThan(0);
        await look(officer, 'drafted');
      } else {
        // Put aside, so that the next visitor finds the same needs waiting.
        await centre.open(allocation);
        await send(centre, `${allocation}/cancel`);
        await look(centre, 'put-aside');
      }
      await officer.open('/console/fairness');
      await look(officer, 'fairness');
      await officer.press('main a[href^="/console/fairness/overrides"]');
      await look(officer, 'overrides');
      expect(faults).toEqual([]);
      await centre.close();
      await officer.close();
    },
    240_000,
  );
});
