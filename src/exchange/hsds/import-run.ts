import type { ImportedService } from './imported-service';
import type { MappingRules } from './mapping-rules';
import type { ReadItem, ReadProblem } from './read-item';
import { Notes } from './read-item';
import { recordDigest } from './record-digest';
import { proposeCode, type CodeProposal } from './term-mapper';

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
  proposal: CodeProposal | null;
}

/** Where records go. Bound to the supply wing and the import ledger; a dry run writes to none. */
export interface DirectoryWriter {
  /** What is known of these source ids, by id. */
  known(sourceIds: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>>;
  /** Stores a service that is new or differs; throws a WriteRefused when this one record cannot be stored. */
  save(entry: DirectoryEntry, before: KnownRecord | undefined): Promise<void>;
  problems(problems: readonly (ReadProblem & { raw: string })[]): Promise<void>;
  /** Runs one batch in one transaction and commits it. */
  batch<T>(work: () => Promise<T>): Promise<T>;
}

/** One record could not be stored; the run goes on. */
export class WriteRefused extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

export interface RunOptions {
  dryRun?: boolean;
  /** Called after each commit. */
  progress?: (counts: Readonly<ImportCounts>) => void | Promise<void>;
  /** Asked after each commit; true ends the run, with everything so far kept. */
  cancelled?: () => boolean | Promise<boolean>;
  /** Milliseconds after which a batch is closed even if it is small; design 8.5 wants at least every second. */
  batchMilliseconds?: number;
  batchSize?: number;
}

type Problem = ReadProblem & { raw: string };

/**
 * Takes what a reader yields to a writer: proposes codes, finds what has changed by digest, counts, and commits in
 * small batches. A second run of the same file creates and updates nothing.
 */
export class ImportRun {
  readonly counts: ImportCounts = { read: 0, created: 0, updated: 0, unchanged: 0, unmapped: 0, rejected: 0 };
  private readonly seen = new Set<string>();

  constructor(
    private readonly writer: DirectoryWriter,
    private readonly rules: MappingRules,
    private readonly options: RunOptions = {},
  ) {}

  /** Answers whether the run came to the end of the file; false when it was cancelled. */
  async consume(items: AsyncIterable<ReadItem>): Promise<boolean> {
    const { batchSize = 200, batchMilliseconds = 500 } = this.options;
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
    const problems: Problem[] = [];
    const ids = batch.flatMap((item) => (item.kind === 'service' ? [item.service.sourceId] : []));
    const known = await this.writer.known(ids);
    for (const item of batch) {
      if (item.kind !== 'note') tally.read += 1;
      if (item.kind === 'service') {
        const outcome = await this.take(item, known, problems);
        tally[outcome] += 1;
        problems.push(...item.problems.map((problem) => ({ ...problem, raw: '' })));
        continue;
      }
      if (item.kind === 'rejected') tally.rejected += 1;
      problems.push({ ...item.problem, raw: item.kind === 'rejected' ? item.raw : '' });
    }
    if (problems.length > 0 && !this.options.dryRun) await this.writer.problems(problems);
    return tally;
  }

  private async take(
    item: Extract<ReadItem, { kind: 'service' }>,
    known: ReadonlyMap<string, KnownRecord>,
    problems: Problem[],
  ): Promise<'created' | 'updated' | 'unchanged' | 'unmapped' | 'rejected'> {
    const { service, position } = item;
    const notes = new Notes(position.file, position.line, service.sourceId);
    const refuse = (problem: ReadProblem): 'rejected' => {
      problems.push({ ...problem, raw: JSON.stringify(service).slice(0, 2000) });
      return 'rejected';
    };
    if (this.seen.has(service.sourceId)) return refuse(notes.problem('duplicate-id'));
    this.seen.add(service.sourceId);
    const before = known.get(service.sourceId);
    const proposal = proposeCode(service, this.rules);
    const code = before?.decided ? before.code : (proposal?.code ?? null);
    const digest = recordDigest(service);
    const same = before !== undefined && before.digest === digest && before.code === code;
    try {
      if (!same && !this.options.dryRun) await this.writer.save({ service, digest, code, proposal }, before);
    } catch (error) {
      if (error instanceof WriteRefused) return refuse(notes.problem('write-refused', { reason: error.reason }));
      throw error;
    }
    if (code === null) return 'unmapped';
    return same ? 'unchanged' : before === undefined ? 'created' : 'updated';
  }
}
