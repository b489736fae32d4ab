import type { ImportedService } from './imported-service';
import type { MappingRules } from './mapping-rules';
import type { ReadItem, ReadProblem } from './read-item';
import { endsReading, Notes } from './read-item';
import { recordDigest } from './record-digest';
import { type CodeProposal, proposeCode, suggestCode } from './term-mapper';

/**
 * What a run did, one service each: the last five add up to `read`. `unmapped` is stored and waits on the mapping
 * desk; such a service is counted there in every run and nowhere else.
 */
export interface ImportCounts {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  unmapped: number;
  rejected: number;
}

/** What an earlier run, or a person at the mapping desk, has left for a source id. */
export interface KnownRecord {
  digest: string;
  /** Code that the offering carries now; null while it waits on the desk. */
  code: string | null;
  /** A person chose the code (or that none fits): rules no longer change it. */
  decided: boolean;
}

export interface DirectoryEntry {
  service: ImportedService;
  digest: string;
  /** Null: stored as unmapped. */
  code: string | null;
  /** What the rules propose; for a service left unmapped their best guess, for the mapping desk. */
  proposal: CodeProposal | null;
}

/** A problem as it is kept; `refused` tells a record that was not taken from a note on one that was. */
export type KeptProblem = ReadProblem & { raw: string; refused: boolean };

/** Where records go. Bound to the supply wing and the import ledger; a dry run writes to none. */
export interface DirectoryWriter {
  /** What is known of these source ids, by id. */
  known(sourceIds: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>>;
  /** Stores services that are new or differ. @returns by source id why one could not be stored */
  save(entries: readonly DirectoryEntry[]): Promise<ReadonlyMap<string, string>>;
  problems(problems: readonly KeptProblem[]): Promise<void>;
  /** Runs one batch in one transaction and commits it. */
  batch<T>(work: () => Promise<T>): Promise<T>;
}

export interface RunOptions {
  dryRun?: boolean;
  /** Called after each commit. */
  progress?: (counts: Readonly<ImportCounts>) => void | Promise<void>;
  /** Asked before the first record and after each commit; true ends the run, with everything so far kept. */
  cancelled?: () => boolean | Promise<boolean>;
  /** Milliseconds after which a batch is closed even if it is small; design 8.5 wants at least every second. */
  batchMilliseconds?: number;
  batchSize?: number;
}

/**
 * Takes what a reader yields to a writer: proposes codes, finds what has changed by digest, counts, and commits in
 * small batches. A second run of the same file creates and updates nothing.
 */
export class ImportRun {
  readonly counts: ImportCounts = { read: 0, created: 0, updated: 0, unchanged: 0, unmapped: 0, rejected: 0 };
  /** The problem because of which the rest of a file could not be read; null when it was read to its end. */
  broken: ReadProblem | null = null;
  private readonly seen = new Set<string>();

  constructor(
    private readonly writer: DirectoryWriter,
    private readonly rules: MappingRules,
    private readonly options: RunOptions = {},
  ) {}

  /** Answers whether the run came to the end of the file; false when it was cancelled. */
  async consume(items: AsyncIterable<ReadItem>): Promise<boolean> {
    const { batchSize = 200, batchMilliseconds = 500 } = this.options;
    if (await this.options.cancelled?.()) return false;
    let batch: ReadItem[] = [];
    let opened = performance.now();
    for await (const item of items) {
      batch.push(item);
      if (batch.length < batchSize && performance.now() - opened < batchMilliseconds) continue;
      await this.write(batch);
      batch = [];
      if (await this.options.cancelled?.()) return false;
      opened = performance.now();
    }
    if (batch.length > 0) await this.write(batch);
    return true;
  }

  private async write(batch: readonly ReadItem[]): Promise<void> {
    const tally = await this.writer.batch(() => this.writeAll(batch));
    for (const key of Object.keys(tally) as (keyof ImportCounts)[]) this.counts[key] += tally[key];
    await this.options.progress?.(this.counts);
  }

  private async writeAll(batch: readonly ReadItem[]): Promise<ImportCounts> {
    const tally: ImportCounts = { read: 0, created: 0, updated: 0, unchanged: 0, unmapped: 0, rejected: 0 };
    const problems: KeptProblem[] = [];
    const services = batch.flatMap((item) => (item.kind === 'service' ? [item.service.sourceId] : []));
    const known = await this.writer.known(services);
    const taken = batch.flatMap((item) => {
      if (item.kind !== 'note') tally.read += 1;
      if (item.kind === 'service') return this.take(item, known, problems);
      if (item.kind === 'rejected') tally.rejected += 1;
      const refused = item.kind === 'rejected';
      // An unknown list among the files of a folder is left out; the others are read.
      const passedOver = item.problem.code === 'header-unknown' && !refused;
      if (endsReading.has(item.problem.code) && !passedOver) this.broken ??= item.problem;
      problems.push({ ...item.problem, raw: refused ? item.raw : '', refused });
      return [];
    });
    tally.rejected += services.length - taken.length;
    for (const outcome of await this.store(taken, problems)) tally[outcome] += 1;
    if (problems.length > 0) await this.writer.problems(problems);
    return tally;
  }

  /** What is to be done with one service; nothing when its id came before. */
  private take(item: ServiceItem, known: ReadonlyMap<string, KnownRecord>, problems: KeptProblem[]): Taken[] {
    const { service } = item;
    const repeated = this.seen.has(service.sourceId);
    problems.push(...item.problems.map((problem) => ({ ...problem, raw: '', refused: false })));
    if (repeated) {
      problems.push(refusal(item, 'duplicate-id'));
      return [];
    }
    this.seen.add(service.sourceId);
    const before = known.get(service.sourceId);
    const decisive = proposeCode(service, this.rules);
    const code = before?.decided ? before.code : (decisive?.code ?? null);
    const digest = recordDigest(service);
    const same = before !== undefined && before.digest === digest && before.code === code;
    const outcome = code === null ? 'unmapped' : same ? 'unchanged' : before === undefined ? 'created' : 'updated';
    const proposal = decisive ?? suggestCode(service, this.rules);
    return [{ item, entry: { service, digest, code, proposal }, same, outcome }];
  }

  private async store(taken: readonly Taken[], problems: KeptProblem[]): Promise<Outcome[]> {
    const entries = taken.filter(({ same }) => !same).map(({ entry }) => entry);
    const save = entries.length > 0 && !this.options.dryRun;
    const refused = save ? await this.writer.save(entries) : new Map<string, string>();
    return taken.map(({ item, outcome }) => {
      const reason = refused.get(item.service.sourceId);
      if (reason === undefined) return outcome;
      problems.push(refusal(item, 'write-refused', { reason }));
      return 'rejected';
    });
  }
}

type ServiceItem = Extract<ReadItem, { kind: 'service' }>;
type Outcome = Exclude<keyof ImportCounts, 'read'>;

interface Taken {
  item: ServiceItem;
  entry: DirectoryEntry;
  /** Known as it is: nothing to store. */
  same: boolean;
  outcome: Outcome;
}

function refusal(
  { service, position }: ServiceItem,
  code: 'duplicate-id' | 'write-refused',
  params: Record<string, string> = {},
): KeptProblem {
  const problem = new Notes(position.file, position.line, service.sourceId).problem(code, params);
  return { ...problem, raw: JSON.stringify(service).slice(0, 2000), refused: true };
}
