import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadColumnMapping, mappingNames, type ColumnMapping } from './column-mapping';
import { readFlatCsv } from './flat-csv.reader';
import type { ReadItem } from './read-item';
import { readTabularPackage } from './tabular-package.reader';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const mapping: ColumnMapping = {
  source: 'test',
  lists: [
    {
      list: 'beds',
      sourceId: 'no',
      name: ['home'],
      organisation: { name: ['home'] },
      latitude: 'lat',
      longitude: 'lon',
      capacity: { column: 'beds', unit: 'bed' },
      terms: [],
    },
  ],
};

async function readAll(items: AsyncIterable<ReadItem>): Promise<ReadItem[]> {
  const all: ReadItem[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function read(content: string | Buffer): Promise<ReadItem[]> {
  const path = join(folder, 'list.csv');
  writeFileSync(path, content);
  return readAll(readFlatCsv(path, mapping));
}

const codes = (items: ReadItem[]) =>
  items.flatMap((item) => (item.kind === 'service' ? item.problems : [item.problem]).map((problem) => problem.code));
const services = (items: ReadItem[]) => items.flatMap((item) => (item.kind === 'service' ? [item.service] : []));

describe('flat CSV lists', () => {
  it('reads by the mapping, with capacity only where it is a whole number', async () => {
    const items = await read('no,home,beds,lat,lon\n1,A,30,25,121\n2,B,-3,0,0\n3,C,2.5,,\n4,D,,,\n');
    expect(services(items).map((one) => [one.sourceId, one.capacity.known])).toEqual([
      ['beds:1', true],
      ['beds:2', false],
      ['beds:3', false],
      ['beds:4', false],
    ]);
    expect(codes(items)).toEqual(['coordinates-zero', 'capacity-unreadable', 'capacity-unreadable']);
  });

  it('decodes GBK, and says so', async () => {
    const items = await read(
      Buffer.concat([
        Buffer.from('no,home,beds,lat,lon\n1,'),
        Buffer.from([0xd1, 0xf8, 0xc0, 0xcf, 0xd4, 0xba]),
        Buffer.from(',5,,\n'),
      ]),
    );
    expect(codes(items)).toEqual(['decoded-as-gb18030']);
    expect(services(items)[0]?.name).toBe('\u517b\u8001\u9662');
  });

  it('refuses rows without id or name, shifted rows, unknown columns', async () => {
    expect(codes(await read('no,home,beds,lat,lon,\n,A,1,,,\n2,,1,,,\n3,C,1,,,\n4,D,1,,,x\n'))).toEqual([
      'id-missing',
      'name-missing',
      'extra-column',
    ]);
    expect(codes(await read('a,b\n1,2\n'))).toEqual(['header-unknown']);
  });

  it('keeps what came before a broken quote, an endless record, or the break of a gzip file', async () => {
    const good = 'no,home,beds,lat,lon\n1,A,1,,\n';
    const quote = await read(`${good}2,"B,1,,\n`);
    expect([services(quote).length, codes(quote)]).toEqual([1, ['csv-broken']]);
    const endless = await read(`${good}2,"${'x'.repeat(9 * 1024 * 1024)}",1,,\n3,C,1,,\n`);
    expect([services(endless).length, codes(endless)]).toEqual([1, ['record-too-long']]);
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n + 2},${Math.random()},1,,`).join('\n');
    const broken = await read(gzipSync(good + rows).subarray(0, 60_000));
    expect(codes(broken)).toEqual(['gzip-broken']);
    expect(services(broken).length).toBeGreaterThan(100);
  });

  it('imports the directory that is shipped as an example', async () => {
    const items = await readAll(
      readFlatCsv(join(__dirname, 'examples', 'florida-legal-aid'), loadColumnMapping('florida-legal-aid')),
    );
    expect([services(items).length, codes(items).filter((code) => code === 'extra-column').length]).toEqual([134, 1]);
    expect(services(items).every((one) => one.organisation !== null && one.serviceAreas.length >= 0)).toBe(true);
    expect(
      services(items).some((one) => one.eligibility.minimumAge === 60 && one.eligibility.maximumAge === null),
    ).toBe(true);
    expect(services(items)[0]?.locations.length).toBeGreaterThan(1);
  });

  it('ships mappings that can be read', () => {
    expect(mappingNames()).toEqual(['dc', 'florida-legal-aid', 'taipei']);
    expect(loadColumnMapping('taipei').lists).toHaveLength(12);
  });
});

describe('HSDS tabular packages', () => {
  const write = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text);

  it('joins 3.x and 1.1 tables by their keys', async () => {
    write('services.csv', 'id,organization_id,name,status\ns1,o1,Meals,active\ns2,o9,Rides,inactive\n');
    write('organizations.csv.gz', gzipSync('id,name,website\no1,Kitchen,http://k\n'));
    write('services_at_location.csv', 'id,service_id,location_id\nx,s1,l1\n');
    write('locations.csv', 'id,name,latitude,longitude\nl1,Hall,25,121\n');
    write('physical_addresses.csv', 'id,location_id,address_1,city\na,l1,Road 1,T\n');
    write(
      'regular_schedules.csv',
      'service_id,weekday,opens_at,closes_at,original_text\ns1,Monday,9:0am,5:00pm,Mon 9-5\n',
    );
    write('services_taxonomy.csv', 'id,service_id,taxonomy_id\nt,s1,K1\n');
    write('taxonomy.csv', 'id,name,vocabulary\nK1,Kitchen things,Own\n');
    const items = await readAll(readTabularPackage(folder));
    expect(services(items)[0]).toMatchObject({
      organisation: { sourceId: 'o1', name: 'Kitchen' },
      locations: [{ address: 'Road 1, T', latitude: 25 }],
      schedule: { slots: [{ weekday: 1, opens: '09:00', closes: '17:00' }], text: 'Mon 9-5' },
      terms: [{ code: 'K1', vocabulary: 'Own' }],
    });
    expect(services(items)[1]).toMatchObject({ active: false, organisation: null });
    expect(codes(items)).toEqual(['organisation-missing']);
  });

  it('says when there is no table of services', async () => {
    expect(codes(await readAll(readTabularPackage(tmpdir() + '/no-such-package')))).toEqual(['table-missing']);
  });
});
