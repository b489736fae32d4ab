import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 375, locale: 'en' },
] as const;
const WORDS = {
  'zh-CN': {
    asked: '没有义务人',
    how: '请说明是怎样知道的',
    unpaid: '少付，请核实',
    why: '实际支付少于应付',
    exempt: '豁免：生产生活必需（送货）',
  },
  en: {
    asked: 'there is nobody',
    how: 'say how it is known',
    unpaid: 'Less than owed',
    why: 'pays is less than what is owed',
    exempt: 'Left out: Needed to earn a living (送货)',
  },
};

/** From the question who owes support to the calculation that asks why less is paid; a van that is left out (R65, R67). */
describe('people who owe support, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  const main = (reader: PageReader) => reader.page.locator('main').innerText();
  const look = async (reader: PageReader) => expect(await reader.faults([reader.visit.width, 1280])).toEqual([]);

  it.each(VISITS)(
    'are named, kept when something is missing, corrected, and asked about: %j',
    async (visit) => {
      const words = WORDS[visit.locale];
      const { households } = site.scenes;
      const home = `/console/households/${visit.locale === 'en' ? households.menu : households.help}`;
      const officer = await site.reader('officer', visit);
      await officer.open(`${home}/economy`);
      expect(await main(officer)).toContain(words.asked);
      await officer.press(`main a[href="${home}/obligors/new"]`);
      await look(officer);
      const fill = (name: string, text: string) => officer.page.locator(`input[name="${name}"]`).fill(text);
      const choose = (name: string, value: string) =>
        officer.page.locator(`select[name="${name}"]`).selectOption(value);
      await fill('name', '王远');
      await choose('relation', 'child');
      await choose('paper', 'court');
      await fill('agreedMonthFen', '500');
      await fill('paidMonthFen', '200');
      await officer.press(`main form[action="${home}/obligors"] button`);
      expect(await main(officer)).toContain(words.how);
      expect(await officer.page.locator('input[name="name"]').inputValue()).toBe('王远');
      await look(officer);
      await choose('paidMethod', 'payslip');
      await officer.press(`main form[action="${home}/obligors"] button`);
      expect(await main(officer)).toContain(words.unpaid);
      await look(officer);
      await choose('item', 'vehicle');
      await fill('amount', '30000');
      await officer.page.locator('input[name="period"][value="once"]').check();
      await choose('exemptOn', 'livelihood-tool');
      await fill('exemptReason', '送货');
      await officer.press(`main form[action="${home}/economy"] button`);
      expect(await main(officer)).toContain(words.exempt);
      await look(officer);
      await officer.open(`${home}/classification`);
      await officer.press(`main form[action="${home}/classification"] button`);
      expect(await main(officer)).toContain(words.why);
      await look(officer);
      await officer.open(`${home}/economy`);
      await officer.press('main table a[href^="/console/obligors/"]');
      await look(officer);
      await choose('unableBecause', 'in-prison');
      await officer.press('main form[action^="/console/obligors/"] button');
      expect(await main(officer)).not.toContain(words.unpaid);
      await officer.close();
    },
    120_000,
  );
});
