import type { PageReader } from '../support/pages/page-reader';
import { DemonstrationSite } from '../support/pages/demonstration-site';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 375, locale: 'en' },
] as const;
const WORDS = {
  'zh-CN': {
    kept: '现行决定所依据的测算',
    differs: '测算有不同结果',
    why: '收入、支出或财产有变化',
    paused: '中止期间未定',
  },
  en: {
    kept: 'What the decision in force rests on',
    differs: 'Another result is proposed',
    why: 'Income, spending or property has changed',
    paused: 'Open while it stands still',
  },
};

/** From a decision to the next: the panels stay, a change brings the household onto the list, clocks run beside (R30, R38, R43). */
describe('re-checks and clocks, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  const homeOf = (scene: keyof DemonstrationSite['scenes']['households']) =>
    `/console/households/${site.scenes.households[scene]}`;
  const main = (reader: PageReader) => reader.page.locator('main').innerText();
  const look = async (reader: PageReader) => expect(await reader.faults([reader.visit.width, 1280])).toEqual([]);
  const decide = async (reader: PageReader) => {
    await reader.page.locator('input[name="class"][value="2"]').check();
    await reader.page.locator('textarea[name="reason"]').fill('入户核实 / seen at home');
    await reader.press('main form[action$="/confirm"] button');
  };

  it.each(VISITS)(
    'keeps the panels after a decision, and lists the household when something changes: %j',
    async (visit) => {
      const words = WORDS[visit.locale];
      const home = homeOf(visit.locale === 'en' ? 'menu' : 'help');
      const worker = await site.reader('centre', visit);
      await worker.open(`${home}/classification`);
      await worker.press(`main form[action="${home}/classification"] button`);
      await decide(worker);
      expect(await main(worker)).toContain(words.kept);
      const cells = worker.page.locator('main table').first().locator('tbody td');
      expect((await cells.allInnerTexts()).map((cell) => cell.slice(0, 2))).toEqual(
        Array(4).fill(expect.stringMatching(/^[✓✗?] $/)),
      );
      await look(worker);

      await worker.open(`${home}/economy`);
      await worker.page.locator('select[name="item"]').selectOption('wage');
      await worker.page.locator('input[name="amount"]').fill('20000');
      await worker.press(`main form[action="${home}/economy"] button`);
      await site.app.drain();
      await worker.open('/console/rechecks');
      // Other households may be on the list for reasons of their own.
      const own = worker.page.locator('main table tr').filter({
        has: worker.page.locator(`a[href="${home}/classification"]`),
      });
      expect((await own.allInnerTexts()).join()).toContain(words.differs);
      await look(worker);
      await worker.press(`main table a[href="${home}/classification"]`);
      expect(await main(worker)).toContain(words.why);
      await look(worker);
      await decide(worker);
      await worker.open('/console/rechecks');
      expect((await own.allInnerTexts()).join()).not.toContain(words.differs);
      await worker.close();
    },
    120_000,
  );

  it('starts three clocks, shows them on one line, and lets the wait stand still', async () => {
    const officer = await site.reader('officer', VISITS[0]);
    const [year, month, day] = site.app.clock.today().split('-').map(Number);
    // In the demonstration clocks run already for some.
    let home = '';
    for (const scene of ['help', 'menu', 'visit', 'consent'] as const) {
      home = homeOf(scene);
      await officer.open(`${home}/clocks`);
      if ((await officer.page.locator('svg.yl-clocks').count()) === 0) break;
    }
    await look(officer);
    const start = async (kind: string, fill: () => Promise<void>) => {
      await officer.open(`${home}/clocks/new?kind=${kind}`);
      const date = { year, month, day };
      for (const [part, value] of Object.entries(date))
        await officer.page.locator(`input[name="startedOn-${part}"]`).fill(String(value));
      await fill();
      await look(officer);
      await officer.press(`main form[action="${home}/clocks"] button`);
    };
    await start('taper', async () => {
      await officer.page.locator('input[name="lastMonth"]').fill('600');
      await officer.page.locator('input[name="documentNumber"]').fill('云民渐3号');
    });
    await start('waiting', () => officer.page.locator('input[value="stable-work"]').check());
    await start('support', () => officer.page.locator('input[value="business"]').check());
    expect(await officer.page.locator('svg.yl-clocks rect').count()).toBe(3);
    expect(await officer.page.locator('main table').first().locator('tbody tr').count()).toBe(3);
    // Six months of 600, and their sum.
    expect(await main(officer)).toContain('3,600.00');
    await look(officer);
    await officer.press('main table tr:has-text("等待期") a');
    await officer.page.locator('input[value="pause"]').check();
    await officer.page.locator('textarea[name="reason"]').fill('住院');
    await officer.press('main form[action^="/console/clocks/"] button');
    await look(officer);
    await officer.open(`${home}/clocks`);
    expect(await main(officer)).toContain(WORDS['zh-CN'].paused);
    const english = await officer.speak('en');
    await english.open(`${home}/clocks`);
    expect(await main(english)).toContain('Support at work');
    await look(english);
    await english.close();
  }, 120_000);
});
