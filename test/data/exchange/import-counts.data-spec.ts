import { join } from 'node:path';
import { data, ImportHouse, partsOf, root } from './import-program';

const LIMIT_SECONDS = 60;
const MINUTE = 60_000;

interface Directory {
  name: string;
  words: string[];
  read: number;
  rejected: number;
  /** Least share of what was read that rules alone gave a code. */
  mapped: number;
}

const hsds = (path: string, ...more: string[]): string[] => ['import-hsds', join(data, path), ...more];
const csv = (path: string, mapping: string, ...more: string[]): string[] => [
  'import-csv',
  join(data, path),
  '--mapping',
  mapping,
  ...more,
];

const DIRECTORIES: Directory[] = [
  { name: 'Miami', words: hsds('miami-211-hsds11/hsds-3.1/services.jsonl.gz'), read: 4089, rejected: 0, mapped: 0.5 },
  {
    name: 'Miami, HSDS 1.1 tables',
    words: hsds('miami-211-hsds11', '--source', 'miami-tables'),
    ...{ read: 4089, rejected: 0, mapped: 0.5 },
  },
  { name: 'DC', words: hsds('dc-211-airs/hsds-3.1/services.jsonl.gz'), read: 1549, rejected: 0, mapped: 0.4 },
  { name: 'DC, flat list', words: csv('dc-211-airs/dc_211.csv.gz', 'dc'), read: 1549, rejected: 0, mapped: 0.4 },
  { name: 'Taipei', words: csv('tw-taipei-care', 'taipei'), read: 1630, rejected: 0, mapped: 0.7 },
];

describe('the import chore on directories that nobody here wrote, with a database', () => {
  const house = new ImportHouse();
  beforeAll(() => house.open());
  afterAll(() => house.close());

  const storedIn = async (source: string) => {
    const [row] = await house.rows<{ mapped: number; waiting: number; offerings: number }>(
      `select count(*) filter (where state <> 'unmapped')::integer as mapped,
         count(*) filter (where state = 'unmapped')::integer as waiting,
         (select count(*)::integer from offerings o where o.source = $1) as offerings
       from import_records where source = $1`,
      [source],
    );
    return row;
  };
  const newestSource = async () =>
    (await house.rows<{ source: string }>('select source from import_runs order by created_at desc limit 1'))[0]!
      .source;

  it.each(DIRECTORIES)(
    '$name: reads $read, adds up, and the second run creates and updates nothing',
    async ({ name, words, read, rejected, mapped }) => {
      const first = await house.run(...words);
      expect(first.code).toBe(0);
      expect(first.counts).toMatchObject({ read, rejected, updated: 0, unchanged: 0 });
      expect(partsOf(first.counts)).toBe(read);
      const share = first.counts.created / read;
      console.info(
        `${name}: ${JSON.stringify(first.counts)}, mapped ${(100 * share).toFixed(1)} %, ${first.seconds} s`,
      );
      expect(share).toBeGreaterThanOrEqual(mapped);
      expect(first.seconds).toBeLessThan(LIMIT_SECONDS);

      // What has no code waits on the mapping desk, each as a record of its own; nothing is lost.
      const { created, unmapped } = first.counts;
      const stored = await storedIn(await newestSource());
      expect(stored).toEqual({ mapped: created, waiting: unmapped, offerings: created + unmapped });

      const second = await house.run(...words);
      expect(second.code).toBe(0);
      expect(second.counts).toEqual({ ...first.counts, created: 0, unchanged: created });
      expect(second.seconds).toBeLessThan(LIMIT_SECONDS);
      expect(await storedIn(await newestSource())).toEqual(stored);
    },
    4 * MINUTE,
  );

  it('reads the same services of DC from the flat list as from HSDS', async () => {
    const names = (source: string) =>
      house.rows<{ name: string }>('select name from import_records where source = $1 order by name', [source]);
    expect(await names('dc')).toEqual(await names('dc-211-airs'));
  });

  it(
    'takes in the example of the README as it is written there',
    async () => {
      const words = ['import-csv', join(root, 'src/exchange/hsds/examples/florida-legal-aid')];
      const first = await house.run(...words, '--mapping', 'florida-legal-aid');
      console.info(`Florida legal aid: ${JSON.stringify(first.counts)}`);
      expect(first).toMatchObject({ code: 0, counts: { read: 135, rejected: 1 } });
      expect(partsOf(first.counts)).toBe(135);
      const second = await house.run(...words, '--mapping', 'florida-legal-aid');
      expect(second.counts).toMatchObject({ read: 135, created: 0, updated: 0 });
    },
    MINUTE,
  );
});
