import type { ImportedService } from './imported-service';
import { type DirectoryEntry, type DirectoryWriter, ImportRun, type KnownRecord } from './import-run';
import type { MappingRules } from './mapping-rules';
import type { ReadItem } from './read-item';
import { canonicalJson } from './record-digest';
import { codeHash, proposeCode } from './term-mapper';

const rules: MappingRules = {
  codes: new Map(),
  hashes: new Map([
    [codeHash('X-1'), 'MA-01'],
    [codeHash('X-2'), 'none'],
  ]),
  patterns: [
    { id: 'meals', to: 'LI-02', expression: /\bmeals\b/ },
    { id: 'school', to: 'none', expression: /\bschool\b/ },
  ],
};

const service = (sourceId: string, name: string, more: Partial<ImportedService> = {}): ImportedService => ({
  sourceId,
  name,
  description: '',
  active: true,
  url: '',
  email: '',
  application: '',
  organisation: null,
  locations: [],
  phones: [],
  schedule: { slots: [], complete: false, text: '' },
  languages: [],
  eligibility: { minimumAge: null, maximumAge: null, text: '' },
  fees: '',
  serviceAreas: [],
  terms: [],
  capacity: { known: false },
  ...more,
});

async function* items(...services: (ImportedService | null)[]): AsyncGenerator<ReadItem> {
  for (const [index, one] of services.entries()) {
    const problem = { file: 'f', line: index + 1, recordId: null, code: 'json-broken' as const, params: {} };
    yield one
      ? { kind: 'service', service: one, problems: [], position: { file: 'f', line: index + 1 } }
      : { kind: 'rejected', problem, raw: '{' };
  }
}

/** Keeps records in memory, as the port allows; refuses a service named "refuse". */
class MemoryDirectory implements DirectoryWriter {
  readonly records = new Map<string, KnownRecord>();
  readonly noted: string[] = [];
  commits = 0;

  known(): Promise<ReadonlyMap<string, KnownRecord>> {
    return Promise.resolve(new Map(this.records));
  }

  save(entries: readonly DirectoryEntry[]): Promise<ReadonlyMap<string, string>> {
    const refused = entries.filter(({ service: { name } }) => name === 'refuse meals');
    for (const { service, digest, code } of entries.filter((entry) => !refused.includes(entry))) {
      this.records.set(service.sourceId, { digest, code, decided: false });
    }
    return Promise.resolve(new Map(refused.map(({ service }) => [service.sourceId, 'no'])));
  }

  problems(problems: readonly { code: string }[]): Promise<void> {
    this.noted.push(...problems.map((problem) => problem.code));
    return Promise.resolve();
  }

  async batch<T>(work: () => Promise<T>): Promise<T> {
    this.commits += 1;
    return work();
  }
}

const sum = (counts: ImportRun['counts']) =>
  counts.created + counts.updated + counts.unchanged + counts.unmapped + counts.rejected;

describe('an import run', () => {
  const file = () =>
    items(
      service('a', 'meals'),
      service('b', 'unknown'),
      service('a', 'meals again'),
      null,
      service('c', 'refuse meals'),
    );

  it('adds up, refuses the second of two equal ids, and changes nothing the second time', async () => {
    const directory = new MemoryDirectory();
    const first = new ImportRun(directory, rules);
    expect(await first.consume(file())).toBe(true);
    expect(first.counts).toEqual({ read: 5, created: 1, updated: 0, unchanged: 0, unmapped: 1, rejected: 3 });
    expect(directory.noted).toEqual(['duplicate-id', 'json-broken', 'write-refused']);
    const second = new ImportRun(directory, rules);
    await second.consume(file());
    expect(second.counts).toEqual({ read: 5, created: 0, updated: 0, unchanged: 1, unmapped: 1, rejected: 3 });
    const third = new ImportRun(directory, rules);
    await third.consume(items(service('a', 'warm meals'), service('b', 'unknown')));
    expect(third.counts).toEqual({ read: 2, created: 0, updated: 1, unchanged: 0, unmapped: 1, rejected: 0 });
    expect(sum(second.counts)).toBe(second.counts.read);
  });

  it('stores no record in a dry run but counts the same and tells the problems', async () => {
    const directory = new MemoryDirectory();
    const run = new ImportRun(directory, rules, { dryRun: true });
    await run.consume(items(service('a', 'meals'), service('b', 'unknown'), null));
    expect(run.counts).toEqual({ read: 3, created: 1, updated: 0, unchanged: 0, unmapped: 1, rejected: 1 });
    expect([directory.records.size, directory.noted]).toEqual([0, ['json-broken']]);
  });

  it('commits in batches, tells its progress, and stops between two when asked', async () => {
    const directory = new MemoryDirectory();
    const told: number[] = [];
    const run = new ImportRun(directory, rules, {
      batchSize: 2,
      progress: ({ read }) => void told.push(read),
      cancelled: () => told.length === 2,
    });
    expect(await run.consume(items(...Array.from({ length: 9 }, (_, n) => service(`s${n}`, 'meals'))))).toBe(false);
    expect([told, directory.commits, directory.records.size, run.counts.created]).toEqual([[2, 4], 2, 4, 4]);
  });

  it('respects what a person decided at the mapping desk', async () => {
    const directory = new MemoryDirectory();
    await new ImportRun(directory, rules).consume(items(service('b', 'unknown')));
    directory.records.set('b', { ...directory.records.get('b')!, code: 'SO-02', decided: true });
    const run = new ImportRun(directory, rules);
    await run.consume(items(service('b', 'unknown')));
    expect(run.counts).toMatchObject({ unchanged: 1, unmapped: 0 });
  });
});

describe('proposals of a code', () => {
  const term = (code: string) => ({ vocabulary: 'v', code, name: '' });

  it('weighs name, description and hashed terms, and leaves thin, torn or contrary evidence to a person', () => {
    expect(proposeCode(service('a', 'Meals'), rules)).toMatchObject({ code: 'LI-02', by: 'meals' });
    expect(proposeCode(service('a', 'x', { terms: [term('x-1')] }), rules)).toMatchObject({
      code: 'MA-01',
      by: `hash:${codeHash('X-1')}`,
    });
    expect(proposeCode(service('a', 'x', { description: `${'y '.repeat(200)} meals` }), rules)).toBeNull();
    expect(proposeCode(service('a', 'School meals'), rules)).toBeNull();
    expect(proposeCode(service('a', 'x', { terms: [term('X-2')] }), rules)).toBeNull();
    expect(proposeCode(service('a', 'Meals', { terms: [term('X-1')] }), rules)).toMatchObject({
      code: 'LI-02',
      secondary: ['MA-01'],
    });
  });

  it('is the same text for the same record whatever the order of its fields', () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: undefined }] })).toBe('{"a":[{"d":null}],"b":1}');
  });
});
