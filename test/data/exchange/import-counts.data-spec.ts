import { join } from 'node:path';
import { directoryOf, ImportDirectory, type ImportOrder, sourceOf } from '../../../src/exchange/hsds';
import { loadColumnMapping } from '../../../src/exchange/hsds/column-mapping';
import { Transactions } from '../../../src/platform/database';
import { systemActor } from '../../../src/trust/access';
import { startApp, type TestApp } from '../../support/app';

const data = join(__dirname, '../../../../shared/data');
const examples = join(__dirname, '../../../src/exchange/hsds/examples');
const MINUTE = 60_000;

describe('import of directories that nobody here wrote, into the database', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const take = async (path: string, mapping: string | null) => {
    const source = mapping ? loadColumnMapping(mapping).source : sourceOf(path);
    const order: ImportOrder = {
      districtCode: directoryOf(source),
      kind: mapping ? 'csv' : 'hsds',
      source,
      fileName: 'file',
      mapping,
      dryRun: false,
    };
    const importDirectory = app.worker.get(ImportDirectory, { strict: false });
    const outcome = await importDirectory.execute(await importDirectory.enter(order), path);
    return { ...outcome, districtCode: order.districtCode };
  };

  it.each([
    ['miami', 'miami-211-hsds11/hsds-3.1/services.jsonl.gz', null, 4089, 0.5],
    ['dc', 'dc-211-airs/hsds-3.1/services.jsonl.gz', null, 1549, 0.3],
    ['dc flat', 'dc-211-airs/dc_211.csv.gz', 'dc', 1549, 0.3],
    ['taipei', 'tw-taipei-care', 'taipei', 1630, 0.7],
  ] as const)(
    '%s adds up, and the second run creates and updates nothing',
    async (_name, file, mapping, read, share) => {
      const began = performance.now();
      const first = await take(join(data, file), mapping);
      const took = performance.now() - began;
      const { counts } = first;
      console.info(file, Math.round(took), JSON.stringify(counts));
      expect(first.state).toBe('done');
      expect(counts.read).toBe(read);
      expect(counts.created + counts.unmapped + counts.rejected).toBe(read);
      expect(counts.created / read).toBeGreaterThanOrEqual(share);
      const second = await take(join(data, file), mapping);
      expect(second.counts).toEqual({ ...counts, created: 0, updated: 0, unchanged: counts.created });
      expect(took).toBeLessThan(MINUTE);
      const [stored] = await app.worker
        .get(Transactions)
        .runApart(systemActor(first.districtCode, 'test'), () =>
          app.worker
            .get(Transactions)
            .manager.query<Array<{ count: number }>>('select count(*)::integer as count from offerings'),
        );
      expect(stored?.count).toBe(read - counts.rejected);
    },
    3 * MINUTE,
  );

  it(
    'takes in the example that is shipped',
    async () => {
      const folder = join(examples, 'florida-legal-aid', 'services.csv');
      const first = await take(folder, 'florida-legal-aid');
      console.info('florida', JSON.stringify(first.counts));
      expect(first.counts.read).toBe(135);
      const second = await take(folder, 'florida-legal-aid');
      expect(second.counts).toMatchObject({ read: 135, created: 0, updated: 0 });
    },
    MINUTE,
  );

  it(
    'comes to the end of every file of malformed HSDS, with a reason for each refusal',
    async () => {
      const { counts } = await take(join(data, 'food-pantries-us/machine-hsds/other_small.jsonl.gz'), null);
      console.info('malformed', JSON.stringify(counts));
      const { read, created, updated, unchanged, unmapped, rejected } = counts;
      expect(created + updated + unchanged + unmapped + rejected).toBe(read);
      expect(read).toBeGreaterThan(0);
    },
    MINUTE,
  );
});
