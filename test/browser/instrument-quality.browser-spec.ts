import { Client } from 'pg';
import { Instruments, optionValues } from '../../src/people/assessments';
import { type Assessed, fillScales } from '../integration/people/filled-scales';
import { fillFamilies } from '../integration/people/simulation-world';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 320, locale: 'zh-CN', scale: 'S01', few: 'S13' },
  { width: 1280, locale: 'en', scale: 'S07', few: 'S14' },
] as const;
const LIST = '/console/instrument-quality';

/** A scale measured, its figures read, cuts proposed for it and taken back, by the evaluator (R18, domain D). */
describe('the quality of scales, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
    const client = new Client(site.app.database.ownerUrl);
    await client.connect();
    const rows = async <T extends object>(sql: string, values: unknown[] = []) =>
      (await client.query<T>(sql, values)).rows;
    await fillFamilies({ rows }, 160);
    const people = await rows<{ householdId: string; memberId: string }>(
      `select distinct on (m.household_id) m.household_id as "householdId", m.id as "memberId" from household_members m
        join households h on h.id = m.household_id where h.number like 'S-%' order by 1, 2`,
    );
    await client.end();
    for (const { scale } of VISITS) await fill(scale, people);
  }, 300_000);
  afterAll(() => site?.close());

  const fill = (scale: string, people: readonly Assessed[]) => {
    const instrument = site.app.get(Instruments).byCode(scale);
    const answersOf = (at: number) =>
      Object.fromEntries(
        instrument.items.map((item, place) => {
          const values = optionValues(instrument, item);
          return [item.id, values[(at + (at % (place + 2))) % Math.min(3, values.length)]];
        }),
      );
    return fillScales(site.app, scale, people, answersOf);
  };
  const send = (reader: PageReader, action: string) => reader.press(`main form[action="${action}"] button`);
  const path = (reader: PageReader) => new URL(reader.page.url()).pathname;
  const choose = (reader: PageReader, action: string, scale: string) =>
    reader.page.locator(`main form[action="${action}"] [name="instrument"]`).selectOption(scale);
  const write = (reader: PageReader, name: string, text: string) =>
    reader.page.locator(`main [name="${name}"]`).fill(text);

  it.each(VISITS)(
    'is walked from the order to the figures, to a proposal and back, without a fault: %j',
    async (visit) => {
      const evaluator = await site.reader('evaluator', visit);
      const faults: string[] = [];
      const look = async () => faults.push(...(await evaluator.faults([visit.width, 1280])));
      const main = () => evaluator.page.locator('main').innerText();
      await evaluator.open(LIST);
      await look();
      await choose(evaluator, LIST, visit.scale);
      await send(evaluator, LIST);
      const study = path(evaluator);
      await look();
      await site.app.drain();
      await evaluator.open(study);
      expect(await evaluator.page.locator('main svg rect').count()).toBeGreaterThan(10);
      expect(await main()).toMatch(/α = |Alpha is /);
      for (const summary of await evaluator.page.locator('main details summary').all()) await summary.click();
      await look();
      // The same again so soon would say what a few have answered.
      await evaluator.open(LIST);
      await choose(evaluator, LIST, visit.scale);
      expect((await send(evaluator, LIST))?.status()).toBe(409);
      await look();
      await choose(evaluator, LIST, visit.few);
      await send(evaluator, LIST);
      const few = path(evaluator);
      await site.app.drain();
      await evaluator.open(few);
      expect(await main()).toMatch(/太少|Too few/);
      await look();
      await evaluator.open(`${LIST}/normings/new`);
      await look();
      await choose(evaluator, `${LIST}/normings`, visit.scale);
      await write(evaluator, 'mild', '60');
      expect((await send(evaluator, `${LIST}/normings`))?.status()).toBe(422);
      expect(await evaluator.page.locator('main [name="mild"]').inputValue()).toBe('60');
      await look();
      await write(evaluator, 'reason', '本区老年人多，轻度过宽');
      await write(evaluator, 'moderate', '30');
      await write(evaluator, 'severe', '5');
      await send(evaluator, `${LIST}/normings`);
      const proposal = path(evaluator);
      await site.app.drain();
      await evaluator.open(proposal);
      expect(await main()).toMatch(/等级升高|To a higher level/);
      await look();
      expect((await send(evaluator, `${proposal}/withdraw`))?.status()).toBe(422);
      await look();
      await write(evaluator, 'reason', '样本集中在两个镇');
      await send(evaluator, `${proposal}/withdraw`);
      expect(await main()).toContain('样本集中在两个镇');
      await look();
      await evaluator.open(`${LIST}/comparison?one=${study.split('/').pop()}&other=${study.split('/').pop()}`);
      expect(await evaluator.page.locator('main table').count()).toBeGreaterThan(0);
      await look();
      expect(faults).toEqual([]);
      await evaluator.close();
    },
    180_000,
  );
});
