import { DemonstrationSite } from '../support/pages/demonstration-site';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 375, locale: 'en' },
] as const;
const WORDS = {
  'zh-CN': ['四个方面', '初筛', '还要问清的情况', '怎样算出来的', '非认定结论'],
  en: ['Four sides', 'Pre-screens', 'What to ask about', 'How it was computed', 'not a determination'],
};

/** The proposal of class and circle with its panels (R92), computed with a press, on the page and on paper. */
describe('the eligibility page, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  it.each(VISITS)(
    'shows the four sides and has no fault: %j',
    async (visit) => {
      const worker = await site.reader('centre', visit);
      const home = `/console/households/${site.scenes.households.help}/classification`;
      expect((await worker.open(home))?.status()).toBe(200);
      await worker.press(`main form[action="${home}"] button`);
      const text = await worker.page.locator('main').innerText();
      for (const words of WORDS[visit.locale]) expect(text).toContain(words);
      const panels = worker.page.locator('main table').first().locator('tbody td');
      expect((await panels.allInnerTexts()).map((cell) => cell.slice(0, 2))).toEqual(
        Array(4).fill(expect.stringMatching(/^[✓✗?] $/)),
      );
      expect(await worker.faults([visit.width, 1280])).toEqual([]);
      await worker.press('main a[href$="/print"]');
      const printed = await worker.page.locator('main').innerText();
      for (const words of WORDS[visit.locale]) expect(printed).toContain(words);
      expect(await worker.faults([1280])).toEqual([]);
      await worker.close();
    },
    120_000,
  );
});
