import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { data, ImportHouse, partsOf } from './import-program';

const MINUTE = 60_000;
const folder = join(data, 'food-pantries-us/machine-hsds');
const files = readdirSync(folder).sort();

/** Ids of all records of a harvest, by a reader of its own. */
const recordIds = (file: string): string[] =>
  gunzipSync(readFileSync(join(folder, file)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { record_id: string }).record_id);

describe('malformed HSDS from the wild, with a database', () => {
  const house = new ImportHouse();
  const total = { records: 0, read: 0, taken: 0, rejected: 0 };
  beforeAll(() => house.open());
  afterAll(() => house.close());

  it.each(files)(
    '%s: every record is taken or refused with a reason in both languages',
    async (file) => {
      const source = file.replace('.jsonl.gz', '');
      const words = ['import-hsds', join(folder, file), '--source', source];
      const first = await house.run(...words);
      console.info(`${file}: ${JSON.stringify(first.counts)}, ${first.seconds} s`);
      expect(first.code).toBe(0);
      expect(partsOf(first.counts)).toBe(first.counts.read);

      const refused = first.problems.filter((problem) => problem.refused);
      expect(refused).toHaveLength(first.counts.rejected);
      for (const { code, chinese, english } of first.problems) {
        expect(chinese).toMatch(/\p{Script=Han}/u);
        expect(english).toMatch(/[a-z]{3}/);
        expect([chinese, english]).not.toContain(code);
      }

      const taken = await house.rows<{ id: string }>('select source_id as id from import_records where source = $1', [
        source,
      ]);
      const answered = [...taken.map(({ id }) => id), ...refused.map(({ record }) => record)];
      const all = recordIds(file);
      const lost = all.filter((id) => !answered.some((known) => known === id || known.startsWith(`${id}/`)));
      expect(lost).toEqual([]);
      total.records += all.length;
      total.read += first.counts.read;
      total.taken += taken.length;
      total.rejected += refused.length;

      const second = await house.run(...words);
      expect(second.counts).toEqual({ ...first.counts, created: 0, unchanged: first.counts.created });
    },
    2 * MINUTE,
  );

  it('has looked at every record of the harvest', () => {
    console.info(JSON.stringify(total));
    expect(total.records).toBe(2462);
    expect(total.taken + total.rejected).toBe(total.read);
  });
});
