import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readJsonLines } from './json-lines.reader';
import type { ReadItem } from './read-item';

const folder = mkdtempSync(join(tmpdir(), 'hsds-'));
afterAll(() => rmSync(folder, { recursive: true }));

const service = (id: string, more: object = {}) => ({
  id,
  name: `Meals ${id}`,
  status: 'active',
  organization: { id: 'o1', name: 'Kitchen' },
  ...more,
});

async function read(content: string | Buffer, name = 'services.jsonl'): Promise<ReadItem[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const items: ReadItem[] = [];
  for await (const item of readJsonLines(path)) items.push(item);
  return items;
}

const codes = (items: ReadItem[]) =>
  items.flatMap((item) => (item.kind === 'service' ? item.problems : [item.problem]).map((problem) => problem.code));
const services = (items: ReadItem[]) => items.flatMap((item) => (item.kind === 'service' ? [item.service] : []));
const lines = (...values: object[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('nested HSDS as JSON lines', () => {
  it('reads plain and gzip alike, with a byte order mark and empty lines', async () => {
    const text = `\ufeff${lines(service('a'), service('b'))}\n\n`;
    expect(services(await read(text))).toHaveLength(2);
    expect(await read(gzipSync(text), 'services.bin')).toHaveLength(2);
  });

  it('makes the neutral record', async () => {
    const [read1] = services(
      await read(
        lines(
          service('a', {
            phones: [{ number: '1' }, { number: '2', type: 'fax' }],
            schedules: [{ freq: 'WEEKLY', byday: 'MO,WE', opens_at: '9:0am', closes_at: 1930 }],
            minimum_age: 60,
            maximum_age: 200,
            service_capacity: [{ available: 12, unit: { name: 'seats' } }],
            service_at_locations: [
              { location: { latitude: '25.1', longitude: 121.5, addresses: [{ address_1: 'Road 1', city: 'T' }] } },
            ],
          }),
        ),
      ),
    );
    expect(read1).toMatchObject({
      phones: ['1'],
      capacity: { known: true, places: 12, unit: 'seats' },
      eligibility: { minimumAge: 60, maximumAge: null },
      locations: [{ latitude: 25.1, longitude: 121.5, address: 'Road 1, T' }],
      schedule: {
        slots: [
          { weekday: 1, opens: '09:00', closes: '19:30' },
          { weekday: 3, opens: '09:00', closes: '19:30' },
        ],
      },
    });
  });

  it('refuses a bad line alone and says which', async () => {
    const text = `${lines(service('a'))}\n{"id":"b","na\n[1]\n${lines(service('c'))}`;
    const items = await read(text);
    expect(codes(items)).toEqual(['json-broken', 'not-an-object']);
    expect(items[1]).toMatchObject({ kind: 'rejected', problem: { line: 2 } });
    expect(services(items)).toHaveLength(2);
  });

  it('keeps what came before the place where a gzip file breaks', async () => {
    const whole = gzipSync(
      Array.from({ length: 4000 }, (_, n) =>
        JSON.stringify(service(`s${n}`, { description: String(Math.random()) })),
      ).join('\n'),
    );
    const items = await read(whole.subarray(0, whole.length - 20_000));
    expect(codes(items)).toEqual(['gzip-broken']);
    expect(services(items).length).toBeGreaterThan(100);
  });

  it('reads one document over many lines, as APIs answer, up to a bounded size', async () => {
    const page = JSON.stringify({ total_items: 2, contents: [service('a'), service('b')] }, null, 2);
    expect(services(await read(`\ufeff${page}`)).map((one) => one.sourceId)).toEqual(['a', 'b']);
    expect(services(await read(JSON.stringify([service('a')], null, 2)))).toHaveLength(1);
    expect(codes(await read(page.slice(0, -10)))).toEqual(['json-broken']);
    const endless = await read(JSON.stringify(Array(100_000).fill(service('a')), null, 1));
    expect(codes(endless)).toEqual(['not-json-lines']);
    expect(endless).toHaveLength(1);
  });

  it('refuses GBK text and a file that is not there or is empty of lines', async () => {
    const gbk = Buffer.concat([
      Buffer.from('{"id":"g","name":"'),
      Buffer.from([0xd6, 0xfa, 0xb2, 0xcd]),
      Buffer.from('"}'),
    ]);
    expect(codes(await read(gbk))).toEqual(['not-utf8']);
    const missing: ReadItem[] = [];
    for await (const item of readJsonLines(join(folder, 'none'))) missing.push(item);
    expect(codes(missing)).toEqual(['file-unreadable']);
    expect(await read('')).toEqual([]);
  });

  it('keeps the words of a refused line, also where a long one is cut within a character', async () => {
    const words = (items: ReadItem[]) => items.map((item) => (item.kind === 'rejected' ? item.raw : ''));
    const gbk = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xd6, 0xfa, 0xb2, 0xcd]), Buffer.from('"}')]);
    expect(words(await read(gbk))[0]).toContain('助餐');
    for (const start of ['', 'a', 'aa']) {
      const [kept] = words(await read(`{"name":"${start}${'助餐'.repeat(2000)}`));
      expect(kept).toContain(`{"name":"${start}助餐助餐`);
      expect(kept).not.toMatch(/[\ufffd\u9354]/);
    }
  });

  it('notes a missing organisation and impossible coordinates, and takes the record', async () => {
    const at = (latitude: unknown, longitude: unknown) => ({
      service_at_locations: [{ location: { latitude, longitude } }],
    });
    const items = await read(
      lines(
        service('a', { organization: undefined }),
        service('b', at(0, 0)),
        service('c', at(124.5, 3)),
        service('d', at('x', null)),
      ),
    );
    expect(codes(items)).toEqual(['organisation-missing', 'coordinates-zero', 'coordinates-outside']);
    expect(services(items).every((one) => one.locations.every((place) => place.latitude === null))).toBe(true);
  });

  it('takes or refuses shapes from the wild', async () => {
    const items = await read(
      lines(
        {
          record_id: 'r:1',
          hsds: {
            organization: { id: 'o', name: 'O' },
            services: [service('1', { organization: null }), { name: 'no id' }, { id: '3' }],
          },
        },
        {
          record_id: 'r:2',
          hsds: { id: 'o', name: 'O', locations: [{ addresss: [{ city: 'X' }] }], services: [{ id: '1', name: 'P' }] },
        },
        { record_id: 'r:3', hsds: { id: 'o', name: 'O', programs: [], locations: [] } },
        { record_id: 'r:4', hsds: 'nothing' },
        { contents: [service('p1'), service('p2')], total_items: 2 },
      ),
    );
    expect(services(items).map((one) => one.sourceId)).toEqual(['r:1/1', 'r:2/1', 'p1', 'p2']);
    expect(services(items)[1]?.locations[0]?.address).toBe('X');
    expect(codes(items)).toEqual(['id-missing', 'name-missing', 'no-service', 'not-an-object']);
  });
});
