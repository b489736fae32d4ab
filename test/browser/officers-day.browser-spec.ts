import type { PageReader } from '../support/pages/page-reader';
import { DemonstrationSite } from '../support/pages/demonstration-site';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 1280, locale: 'en' },
] as const;
const WORDS = {
  'zh-CN': { over: '乡镇审批权限为600元以内', up: '已上报县级', notice: '可自收到本告知书之日起60日内申请行政复议' },
  en: {
    over: 'The township may decide up to 600 yuan',
    up: 'The district decides.',
    notice: 'within 60 days of receiving this notice',
  },
};
const GROUND = '入户核实，家庭确无其他收入来源';

/** From the window to the notice in one hand after the other (R94, B10, B52), and where a township ends (R70). */
describe('an application, in Chromium', () => {
  let site: DemonstrationSite;
  let file: string;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
    const window = await site.reader('window', VISITS[1]);
    await window.open('/console/households');
    [file = ''] = await window.attributes('main table tbody th a', 'href');
    await window.close();
  }, 300_000);
  afterEach(() => site.app.clock.reset());
  afterAll(() => site?.close());

  const look = async (reader: PageReader) => expect(await reader.faults([reader.visit.width, 1280])).toEqual([]);
  const main = (reader: PageReader) => reader.page.locator('main').innerText();
  const step = (reader: PageReader, act: string) =>
    reader.press(`main form:has(input[name="act"][value="${act}"]) button`);
  /** The day, in the three boxes of a form. */
  const day = async (reader: PageReader, name: string, value: string) => {
    const [year, month, date] = value.split('-').map(Number);
    for (const [box, part] of Object.entries({ year, month, day: date }))
      await reader.page.locator(`input[name="${name}-${box}"]`).fill(String(part));
  };

  /** Filed at the window, accepted, visited by two and published by the township. */
  const published = async (visit: (typeof VISITS)[number], yuan: string) => {
    const window = await site.reader('window', visit);
    await window.open(`${file}/applications`);
    await look(window);
    await window.page.locator('input[name="act"][value="dibao"]').check();
    await window.press(`main form[action$="/applications"] button`);
    const address = new URL(window.page.url()).pathname;
    expect(address).toMatch(/^\/console\/applications\//);
    await look(window);
    await window.close();

    const station = await site.reader('station', visit);
    await station.open(address);
    await look(station);
    await step(station, 'accept');
    // Nothing is known yet: the form comes back with its errors and what was typed.
    await station.page.locator('textarea[name="note"]').fill('房屋简陋，老人独居');
    expect((await step(station, 'check'))?.status()).toBe(422);
    expect(await station.page.locator('textarea[name="note"]').inputValue()).toBe('房屋简陋，老人独居');
    await look(station);
    await day(station, 'visitedOn', site.app.clock.today());
    const people = station.page.locator('input[name="investigatorIds"]');
    for (const place of [0, 1]) await people.nth(place).check();
    await station.page.locator('input[name="result"][value="meets"]').check();
    await step(station, 'check');
    await look(station);
    await station.page.locator('input[name="amountFen"]').fill(yuan);
    await step(station, 'publish');
    await look(station);
    await station.open(`${address}/sheet`);
    expect(await main(station)).toContain(yuan);
    await look(station);
    site.app.clock.set(new Date(site.app.clock.now().getTime() + 9 * 86_400_000));
    await station.open(address);
    return { station, address };
  };

  it.each(VISITS)(
    'goes from the window to the printed notice: %j',
    async (visit) => {
      const { station, address } = await published(visit, '400');
      await station.page.locator('input[name="outcome"][value="granted"]').check();
      await station.page.locator('textarea[name="ground"]').fill(GROUND);
      await step(station, 'decide');
      await look(station);
      await station.open(`${address}/notice`);
      const notice = await main(station);
      for (const words of [WORDS[visit.locale].notice, GROUND]) expect(notice).toContain(words);
      await look(station);
      await station.open(address);
      await step(station, 'notify');
      await look(station);
      await station.open('/console/benefit-payments');
      expect(await main(station)).toContain('400');
      await look(station);
      await station.open('/console/applications');
      await look(station);
      await station.close();
    },
    240_000,
  );

  it.each(VISITS)(
    'over what the township may decide, says so and goes up to the district: %j',
    async (visit) => {
      const words = WORDS[visit.locale];
      const { station, address } = await published(visit, '700');
      await station.page.locator('input[name="outcome"][value="granted"]').check();
      await station.page.locator('textarea[name="ground"]').fill(GROUND);
      expect((await step(station, 'decide'))?.status()).toBe(422);
      expect(await main(station)).toContain(words.over);
      expect(await station.page.locator('textarea[name="ground"]').inputValue()).toBe(GROUND);
      await look(station);
      await step(station, 'forward');
      expect(await main(station)).toContain(words.up);
      await station.close();
      const officer = await site.reader('officer', visit);
      await officer.open(address);
      await officer.page.locator('input[name="outcome"][value="granted"]').check();
      await officer.page.locator('textarea[name="ground"]').fill(GROUND);
      await step(officer, 'decide');
      await look(officer);
      await step(officer, 'notify');
      await officer.close();
    },
    240_000,
  );
});
