import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 1280, locale: 'en' },
] as const;
const LIST = '/console/pack-drafts';

/** A pack edited, tried against the live files, looked at down to a family, and dropped; adopted by nobody (R2). */
describe('the simulator, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  const fill = async (officer: PageReader, values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values)) await officer.page.locator(`main [name="${name}"]`).fill(value);
  };
  const send = (officer: PageReader, action: string) => officer.press(`main form[action="${action}"] button`);
  const path = (officer: PageReader) => new URL(officer.page.url()).pathname;

  it.each(VISITS)(
    'is walked from the draft to a family and back, without a fault: %j',
    async (visit) => {
      const officer = await site.reader('officer', visit);
      const faults: string[] = [];
      const look = async () => faults.push(...(await officer.faults([visit.width, 1280])));
      await officer.open(LIST);
      await look();
      await fill(officer, { name: '提标测算' });
      await send(officer, LIST);
      const draft = path(officer);
      await look();
      const rows = `${draft}/sections/standards`;
      await officer.press(`main a[href="${rows}"]`);
      const field = 'n/standards/dibao/fen';
      await fill(officer, { [field]: 'x', reason: '拟提高低保标准' });
      expect((await send(officer, rows))?.status()).toBe(422);
      expect(await officer.page.locator(`main [name="${field}"]`).inputValue()).toBe('x');
      await look();
      await fill(officer, { [field]: '1200' });
      await send(officer, rows);
      expect(path(officer)).toBe(draft);
      await look();
      await send(officer, `${draft}/simulate`);
      const simulation = path(officer);
      expect(simulation).toMatch(/^\/console\/simulations\//);
      await look();
      await site.app.drain();
      await officer.open(simulation);
      await look();
      await officer.press('main .yl-stat a[href*="movement=up"]');
      await look();
      await officer.press('main tbody th a');
      expect(path(officer)).toMatch(/\/households\//);
      expect(await officer.page.locator('main section h2.govuk-heading-l').count()).toBe(2);
      await look();
      await officer.open('/console/simulations');
      await look();
      await officer.open(draft);
      await send(officer, `${draft}/drop`);
      expect(path(officer)).toBe(LIST);
      await site.app.drain();
      await officer.open(simulation);
      expect(await officer.page.locator('main').innerText()).toMatch(/草案已废弃|draft was dropped/);
      await look();
      expect(faults).toEqual([]);
      await officer.close();
    },
    180_000,
  );
});
