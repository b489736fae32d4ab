import { parse } from 'csv-parse/sync';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { directoryOf, ImportDirectory, ProblemFile } from '../../../src/exchange/hsds';
import { Transactions } from '../../../src/platform/database';
import { systemActor } from '../../../src/trust/access';
import { startApp, type TestApp } from '../../support/app';
import { runProgram } from '../../support/program';

const MEGABYTE = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'yuanlian-bad-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const service = (id: string, more: object = {}) => ({
  id,
  name: `Food pantry ${id}`,
  status: 'active',
  organization: { id: 'org-1', name: 'Harbour House' },
  ...more,
});
const json = (...values: object[]) => values.map((value) => JSON.stringify(value)).join('\n');
const at = (latitude: number, longitude: number) => ({
  service_at_locations: [{ location: { latitude, longitude } }],
});
const open = (opens_at: string, closes_at: string) => ({ schedules: [{ weekday: 'Monday', opens_at, closes_at }] });
/** A JSON line with a name in GBK bytes. */
const gbkLine = Buffer.concat([
  Buffer.from('{"id":"g","name":"'),
  Buffer.from([0xd6, 0xfa, 0xb2, 0xcd]),
  Buffer.from('"}\n'),
]);
const torn = () => {
  const lines = Array.from({ length: 3000 }, (_, n) => json(service(`t${n}`, { description: String(Math.random()) })));
  const whole = gzipSync(lines.join('\n'));
  return whole.subarray(0, whole.length / 2);
};

interface Problem {
  line: string;
  record: string;
  refused: string;
  code: string;
  'zh-CN': string;
  en: string;
  read: string;
}

interface Case {
  what: string;
  content: string | Buffer;
  /** Codes of all problems, in order. */
  codes: string[];
  english: RegExp;
  chinese: RegExp;
  taken: number;
  refused: number;
  ends?: 'incomplete';
}

const CASES: Case[] = [
  {
    what: 'a JSON line that breaks off',
    content: `${json(service('a'))}\n{"id":"b","name":"Half\n${json(service('c'))}`,
    codes: ['json-broken'],
    ...{ english: /not complete JSON/, chinese: /不是完整的 JSON/, taken: 2, refused: 1 },
  },
  {
    what: 'a line in GBK',
    content: Buffer.concat([gbkLine, Buffer.from(json(service('a')))]),
    codes: ['not-utf8'],
    ...{ english: /perhaps GBK/, chinese: /可能是 GBK/, taken: 1, refused: 1 },
  },
  {
    what: 'an id that comes twice',
    content: json(service('a'), service('a', { name: 'Another pantry' })),
    codes: ['duplicate-id'],
    ...{ english: /occurred before/, chinese: /已出现过|重复/, taken: 1, refused: 1 },
  },
  {
    what: 'no organisation',
    content: json(service('a', { organization: undefined })),
    codes: ['organisation-missing'],
    ...{ english: /organisation is not named/, chinese: /机构/, taken: 1, refused: 0 },
  },
  {
    what: 'coordinates outside the world, and 0, 0',
    content: json(service('a', at(124.5, 30)), service('b', at(0, 0)), service('c', at(30.8, 103.9))),
    codes: ['coordinates-outside', 'coordinates-zero'],
    ...{ english: /not on the globe/, chinese: /地球|范围|有效/, taken: 3, refused: 0 },
  },
  {
    what: 'a time that is none',
    content: json(service('a', open('9:0am', '830pm')), service('b', open('25:61', '5pm'))),
    codes: ['time-unreadable'],
    ...{ english: /"25:61" cannot be read/, chinese: /25:61/, taken: 2, refused: 0 },
  },
  {
    what: 'a negative capacity and half a place',
    content: json(
      service('a', { service_capacity: [{ available: -3 }] }),
      service('b', { service_capacity: [{ available: 2.5 }] }),
      service('c', { service_capacity: [{ available: 4 }] }),
    ),
    codes: ['capacity-unreadable', 'capacity-unreadable'],
    ...{ english: /-3.*not a whole number/, chinese: /-3/, taken: 3, refused: 0 },
  },
  {
    what: 'a gzip file that is cut off',
    content: torn(),
    codes: ['gzip-broken'],
    ...{ english: /damaged or cut off/, chinese: /损坏或不完整/, taken: -1, refused: 1, ends: 'incomplete' as const },
  },
  {
    what: 'a record that a spreadsheet program would run',
    content: json(service('=1+1'), service('=1+1', { name: '@SUM(A1)' })),
    codes: ['duplicate-id'],
    ...{ english: /occurred before/, chinese: /出现过|重复/, taken: 1, refused: 1 },
  },
];

describe('bad input from outside: said in both languages, nothing lost', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const take = async (name: string, content: string | Buffer) => {
    const path = join(folder, 'file.jsonl');
    writeFileSync(path, content);
    const importer = await app.worker(ImportDirectory);
    const districtCode = directoryOf(name);
    const place = { districtCode, source: name, fileName: 'file.jsonl' };
    const run = await importer.enter({ ...place, kind: 'hsds', mapping: null, dryRun: false });
    const outcome = await importer.execute(run, path);
    const report = join(folder, 'problems.csv');
    await app.get(ProblemFile).write(outcome.runId, districtCode, report);
    const problems = parse(readFileSync(report), { columns: true, bom: true }) as Problem[];
    const transactions = await app.worker(Transactions);
    const stored = await transactions.runApart(systemActor(districtCode, 'test'), () =>
      transactions.manager.query<
        Array<{
          name: string;
          capacity_known: boolean;
          latitude: number | null;
          schedule: { slots: object[]; text: string };
        }>
      >('select name, capacity_known, latitude, schedule from offerings where source = $1 order by source_id', [name]),
    );
    return { ...outcome, problems, stored };
  };

  it.each(CASES)('$what', async ({ what, content, codes, english, chinese, taken, refused, ends }) => {
    const { counts, state, problems, stored } = await take(what.replace(/\W+/g, '-'), content);
    expect(state).toBe(ends ?? 'done');
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect(problems[0]?.en).toMatch(english);
    expect(problems[0]?.['zh-CN']).toMatch(chinese);
    for (const problem of problems) expect(problem['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(counts.rejected).toBe(refused);
    expect(problems.filter((problem) => problem.refused === 'yes')).toHaveLength(refused);
    expect(counts.created + counts.unmapped + counts.rejected).toBe(counts.read);
    expect(stored).toHaveLength(counts.read - refused);
    if (taken >= 0) expect(stored).toHaveLength(taken);
    else expect(stored.length).toBeGreaterThan(100);
  });

  it('keeps the words of what was refused where a person can read them', async () => {
    expect((await take('words-gbk', gbkLine)).problems[0]?.read).toContain('助餐');
    const twice = await take('words-twice', json(service('a'), service('a', { name: 'Another pantry' })));
    expect(twice.problems[0]?.read).toContain('Another pantry');
    const half = await take('words-half', '{"id":"b","name":"Half');
    expect(half.problems[0]).toMatchObject({ line: '1', read: '{"id":"b","name":"Half' });
  });

  it('takes odd times as they are meant, and the words of those that mean nothing', async () => {
    const { stored } = await take(
      'times',
      json(service('a', open('9:0am', '830pm')), service('b', open('25:61', '5pm'))),
    );
    expect(stored[0]?.schedule.slots).toEqual([{ day: 1, from: 540, to: 1230 }]);
    expect(stored[1]?.schedule.slots).toEqual([]);
    expect(stored[1]?.schedule.text).toContain('25:61');
  });

  it('counts an impossible capacity as unknown: asked first, nothing reserved', async () => {
    const places = [-3, 2.5, 4].map((available, n) => service(`p${n}`, { service_capacity: [{ available }] }));
    const { stored } = await take('capacities', json(...places));
    expect(stored.map((one) => one.capacity_known)).toEqual([false, false, true]);
  });

  it('leaves no cell that a spreadsheet program would run', async () => {
    const { problems } = await take('formulas', json(service('=1+1'), service('=1+1', { name: '@SUM(A1)' })));
    expect(problems[0]?.record).toBe("'=1+1");
    for (const cell of Object.values(problems[0] ?? {})) expect(cell).not.toMatch(/^[=+\-@]/);
  });

  it('passes over a line of 100 MB in little memory, and reads on', async () => {
    const plain = join(folder, 'plain.jsonl');
    writeFileSync(plain, json(service('a')));
    const long = join(folder, 'long.jsonl.gz');
    function* chunks() {
      yield '{"id":"long","name":"';
      for (let n = 0; n < 100; n += 1) yield 'x'.repeat(MEGABYTE);
      yield `"}\n${json(service('a'))}\n`;
    }
    await pipeline(Readable.from(chunks()), createGzip({ level: 1 }), createWriteStream(long));
    const read = async (path: string) => {
      const code = `(async () => {
        const { readJsonLines } = require('./src/exchange/hsds/json-lines.reader.ts');
        const kinds = [];
        for await (const item of readJsonLines(${JSON.stringify(path)})) kinds.push(item.problem?.code ?? item.kind);
        console.log(JSON.stringify({ kinds, peak: process.resourceUsage().maxRSS / 1024 }));
      })()`;
      const { code: exit, output } = await runProgram(['-e', code], {});
      expect(exit).toBe(0);
      return JSON.parse(output.trim().split('\n').at(-1) ?? '') as { kinds: string[]; peak: number };
    };
    const usual = await read(plain);
    const { kinds, peak } = await read(long);
    expect(kinds).toEqual(['line-too-long', 'service']);
    // Megabytes above what reading one short line takes.
    expect(peak - usual.peak).toBeLessThan(60);
  });
});
