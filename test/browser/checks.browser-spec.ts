import { startDepartments } from '../../src/exchange/departments';
import { CheckSender } from '../../src/people/checks';
import { DemonstrationSite } from '../support/pages/demonstration-site';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 1280, locale: 'en' },
] as const;
const WORDS = {
  'zh-CN': { simulator: '模拟部门', all: '没有其他待收的答复', link: '谁看过这份档案' },
  en: { simulator: 'simulated department', all: 'No more answers are expected', link: 'Who looked at this file' },
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
      const sender = site.app.worker.get(CheckSender, { strict: false });
      await sender.round();
      await sender.settled();
      // Nobody touches the page: it asks by itself.
      await officer.page.getByText(words.all).first().waitFor({ timeout: 10_000 });
      const text = await officer.page.locator('main').innerText();
      expect(text).toContain(words.simulator);
      expect(text).toContain(words.link);
      expect(officer.page.url()).toBe(live);
      expect(await officer.faults([visit.width])).toEqual([]);
      await officer.close();
    },
    120_000,
  );
});
