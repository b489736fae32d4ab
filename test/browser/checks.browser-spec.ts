import { startDepartments } from '../../src/exchange/departments';
import { CheckSender } from '../../src/people/checks';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import { enterAsHousehold } from '../support/pages/household-visit';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 1280, locale: 'en' },
] as const;
const WORDS = {
  'zh-CN': { simulator: '模拟部门', all: '没有其他待收的答复', link: '谁看过这份档案', heard: '工作人员会来核实' },
  en: {
    simulator: 'simulated department',
    all: 'No more answers are expected',
    link: 'Who looked at this file',
    heard: 'A worker will look into it',
  },
};

/** Signing, asking and watching the answers come, with a keyboard's worth of words and no fault (R93, B16). */
describe('the answers of the departments, in Chromium', () => {
  let site: DemonstrationSite;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
    const departments = await startDepartments(0, () => site.app.clock.today());
    site.app.config.departmentsUrl = departments.url;
    stop = () => departments.stop();
  }, 300_000);
  afterAll(async () => {
    await stop?.();
    await site?.close();
  });

  it.each(VISITS)(
    'fill the page by themselves: %j',
    async (visit) => {
      const words = WORDS[visit.locale];
      const officer = await site.reader('centre', visit);
      const home = `/console/households/${site.scenes.households.help}/verifications`;
      expect((await officer.open(home))?.status()).toBe(200);
      await officer.press(`main form[action="${home}/sign"] button`);
      expect(await officer.faults([visit.width])).toEqual([]);
      await officer.press(`main form[action="${home}"] button`);
      const live = officer.page.url();
      expect(live).toMatch(/\/console\/verifications\//);
      expect(await officer.faults([visit.width])).toEqual([]);
      const sender = await site.app.worker(CheckSender);
      await sender.round();
      await sender.settled();
      // Nobody touches the page: it asks by itself.
      await officer.page.getByText(words.all).first().waitFor({ timeout: 10_000 });
      // What came is fetched a moment after it is said that all have answered.
      await officer.page.getByText(words.simulator).first().waitFor({ timeout: 10_000 });
      const text = await officer.page.locator('main').innerText();
      expect(text).toContain(words.simulator);
      expect(text).toContain(words.link);
      expect(officer.page.url()).toBe(live);
      expect(await officer.faults([visit.width])).toEqual([]);
      await officer.close();
    },
    120_000,
  );

  it.each(VISITS)(
    'are told to the household, which says what is wrong: %j',
    async (visit) => {
      const household = await enterAsHousehold(site, site.scenes.households.help, visit);
      expect((await household.open('/h/verifications'))?.status()).toBe(200);
      expect(await household.faults([visit.width])).toEqual([]);
      await household.press('main .yl-menu__card a.govuk-button');
      expect(await household.faults([visit.width])).toEqual([]);
      await household.press('main a[href*="/contest/"]');
      await household.page.locator('textarea').fill('户口去年已经迁出');
      // Without the item the words stand there again.
      expect((await household.press('main form[action*="/contest/"] button'))?.status()).toBe(422);
      expect(await household.page.locator('textarea').inputValue()).toContain('户口');
      expect(await household.faults([visit.width])).toEqual([]);
      await household.page.locator('input[type="radio"]').first().check();
      await household.press('main form[action*="/contest/"] button');
      expect(await household.page.locator('body').innerText()).toContain(WORDS[visit.locale].heard);
      expect(await household.faults([visit.width])).toEqual([]);
      await household.close();
    },
    120_000,
  );
});
