import { join } from 'node:path';
import { readHsds } from '../../../src/exchange/hsds/open-directory';
import type { ReadItem } from '../../../src/exchange/hsds/read-item';
import { data, ImportHouse, partsOf } from './import-program';

const MINUTE = 60_000;
const VERSIONS = ['3.0', '3.1', '3.2.3'] as const;

describe('official examples and forerunners, with a database', () => {
  const house = new ImportHouse();
  beforeAll(() => house.open());
  afterAll(() => house.close());

  const take = async (path: string, source: string) => {
    const { counts, problems, code } = await house.run('import-hsds', join(data, path), '--source', source);
    expect(code).toBe(0);
    expect(partsOf(counts)).toBe(counts.read);
    return { counts, codes: problems.filter(({ refused }) => refused).map((problem) => problem.code) };
  };
  const offering = async (source: string) =>
    (
      await house.rows<{ name: string; provider: string; address: string | null; latitude: number | null }>(
        `select o.name, p.name as provider, o.details ->> 'address' as address, o.latitude
         from offerings o join providers p on p.id = o.provider_id where o.source = $1`,
        [source],
      )
    )[0];

  it.each(VERSIONS)(
    'HSDS %s: the same service from a document of services, of organisations and from tables',
    async (version) => {
      const examples = `hsds-spec/${version}/examples`;
      const sources = ['service_full.json', 'organization_full.json', 'csv'].map((shape) => [
        shape,
        `${version}-${shape}`,
      ]);
      for (const [shape = '', source = ''] of sources) {
        const { counts } = await take(`${examples}/${shape}`, source);
        expect({ shape, read: counts.read, rejected: counts.rejected }).toEqual({ shape, read: 1, rejected: 0 });
        // The examples write 100, 100 for a position: not on the globe, and left out with a note.
        expect(await offering(source)).toMatchObject({
          name: 'Community Counselling',
          provider: 'Example Organization Inc.',
          address: expect.stringContaining('MyCity') as string,
          latitude: null,
        });
      }
    },
    2 * MINUTE,
  );

  it.each(VERSIONS)('HSDS %s: every other document is read, or refused with its reason', async (version) => {
    const read = async (name: string) => {
      const items: ReadItem[] = [];
      for await (const item of readHsds(join(data, `hsds-spec/${version}/examples/${name}.json`))) items.push(item);
      return items.map((item) => (item.kind === 'service' ? item.service.name : item.problem.code));
    };
    for (const holding of ['service_list', 'service_at_location_full', 'service_at_location_list']) {
      expect({ holding, read: await read(holding) }).toEqual({ holding, read: ['Community Counselling'] });
    }
    const without = [
      'location',
      'organization_list',
      'taxonomy',
      'taxonomy_list',
      'taxonomy_term',
      'taxonomy_term_list',
    ];
    for (const name of [...without, 'base', 'tabular']) {
      expect({ name, read: await read(name) }).toEqual({ name, read: ['no-service'] });
    }
  });

  it(
    'takes in the sample of Ohana, a forerunner, with organisation and place of each service',
    async () => {
      const { counts, codes } = await take('ohana-sample', 'ohana');
      console.info(`Ohana: ${JSON.stringify(counts)}`);
      expect([counts.read, counts.rejected, codes]).toEqual([23, 0, []]);
      const [known] = await house.rows(
        `select p.name as provider, o.details ->> 'address' as address from offerings o
         join providers p on p.id = o.provider_id where o.source = 'ohana' and o.source_id = '1'`,
      );
      expect(known).toMatchObject({
        provider: 'Peninsula Family Service',
        address: expect.stringContaining('2600 Middlefield Road') as string,
      });
    },
    MINUTE,
  );
});
