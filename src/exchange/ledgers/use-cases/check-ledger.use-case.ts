import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type LedgerCounts, type LedgerImport, noLedgerCounts } from '../ledger-import.entity';
import type { RowProblem } from '../ledger-person';
import { type PlacedHousehold, LedgerPlanner } from '../ledger-planner';
import { LedgerProblemsStore } from '../ledger-problems.store';
import { LedgerRowsStore } from '../ledger-rows.store';
import { LedgerTakeoversStore } from '../ledger-takeovers.store';
import { type LedgerTask, LedgerWork } from '../ledger-work';

const BATCH = 400;
/** Words that are shown to be given a code; a sheet with more of them has the wrong column. */
const MOST_WORDS = 200;

/** The dry run of a ledger: tells of each row whether it can be taken, and writes nothing to any file. */
@Injectable()
export class CheckLedger {
  constructor(
    private readonly planner: LedgerPlanner,
    private readonly rows: LedgerRowsStore,
    private readonly problems: LedgerProblemsStore,
    private readonly takeovers: LedgerTakeoversStore,
    private readonly work: LedgerWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns false when it was cancelled: the import is then as it was before */
  async execute(task: LedgerTask): Promise<boolean> {
    const { row, job, apart } = task;
    const rows = await apart(() => this.rows.all(row));
    await job.progress(0, rows.length);
    const { households, words } = await apart(() => this.planner.plan(row, rows));
    await apart(async () => {
      await this.problems.clear(row.id);
      await this.takeovers.clear(row.id);
    });
    const counts: LedgerCounts = { ...noLedgerCounts, rows: rows.length, households: households.length };
    for (let at = 0; at < households.length; at += BATCH) {
      if (await job.cancelled()) {
        await apart(() => this.problems.clear(row.id));
        await this.work.end(task, 'uploaded', {});
        return false;
      }
      const batch = households.slice(at, at + BATCH);
      await apart(async () => {
        const placed = await this.planner.place(row, batch);
        const found = placed.flatMap(problemsOf);
        add(counts, placed, found);
        await this.problems.add(row.id, found);
        await this.record(row, placed);
      });
      await job.progress(counts.people, rows.length);
    }
    const unknownWords = words.slice(0, MOST_WORDS);
    await this.work.end(task, 'checked', { counts, unknownWords, checkedAt: this.clock.now() });
    return true;
  }

  /** Files that the ledger was held against were read for whoever brought it (C2). */
  private async record({ number, districtCode }: LedgerImport, placed: readonly PlacedHousehold[]): Promise<void> {
    const files = placed.flatMap(({ file }) => file?.householdId ?? []);
    if (files.length === 0) return;
    const reading = { action: 'household.ledger-read', subjectType: 'household', districtCode };
    await this.audit.readAll({ ...reading, fields: [number] }, files);
  }
}

/** A household that is here already is passed over, whatever its rows say. */
const problemsOf = ({ household, standing, file }: PlacedHousehold): RowProblem[] => {
  if (standing === 'same') return [];
  if (standing !== 'differs') return household.problems;
  if (file && file.differences.length > 0)
    return file.differences.map(({ line, field }) => ({
      ...{ code: 'ledger-differs', line, field, params: {}, refused: false },
    }));
  return [{ code: 'ledger-differs', line: household.firstLine, field: null, params: {}, refused: false }];
};

function add(counts: LedgerCounts, placed: readonly PlacedHousehold[], problems: readonly RowProblem[]): void {
  for (const { household, standing } of placed) {
    counts.people += household.people.length;
    counts[standing === 'new' ? 'sound' : standing] += 1;
  }
  counts.refusedRows += new Set(problems.filter(({ refused }) => refused).map(({ line }) => line)).size;
}
