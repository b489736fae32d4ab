import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { inTurn, type Page, Transactions } from '../../platform/database';
import { requestContext } from '../../platform/http';
import { defaultLocale, type Locale, Texts } from '../../platform/i18n';
import { Jobs } from '../../platform/queue';
import { Accounts } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import type { LedgerHouseholdQuery, LedgerProblemQuery, LedgerQuery } from './dto/ledger.dto';
import type { LedgerHouseholdView, LedgerProblemView, LedgerView } from './dto/ledger.view';
import { LedgerHouseholdsStore } from './ledger-households.store';
import { type LedgerImport, noLedgerCounts } from './ledger-import.entity';
import { LedgerImportsStore } from './ledger-imports.store';
import type { LedgerProblem } from './ledger-problem.entity';
import { LedgerProblemsStore } from './ledger-problems.store';
import { LedgerRowsStore } from './ledger-rows.store';
import { maskCell } from './mask-cell';
import { problemWorkbook } from './problem-workbook';
import type { LedgerRow } from './read-ledger';

const MOVING = ['checking', 'writing', 'undoing'];
/** A row of a workbook has a cell for so many characters and no more. */
const CELL = 2000;
const MOST_PROBLEMS = 200_000;

/** Reads of imported ledgers; who looks at rows is on the record (C2). */
@Injectable()
export class Ledgers {
  constructor(
    private readonly imports: LedgerImportsStore,
    private readonly rows: LedgerRowsStore,
    private readonly problems: LedgerProblemsStore,
    private readonly households: LedgerHouseholdsStore,
    private readonly files: Households,
    private readonly accounts: Accounts,
    private readonly jobs: Jobs,
    private readonly texts: Texts,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `ledger-not-found` */
  get(id: string): Promise<LedgerImport> {
    return this.imports.get(id);
  }

  list(query: LedgerQuery): Promise<Page<LedgerImport>> {
    return this.imports.list(query);
  }

  async views(rows: readonly LedgerImport[]): Promise<LedgerView[]> {
    const names = await this.accounts.names([...new Set(rows.map(({ requestedBy }) => requestedBy))]);
    const { userId } = this.transactions.actor;
    return inTurn(rows, async (row) => {
      const { regionPath: _, districtCode: __, fileDigest: ___, headingsDigest: ____, ...shown } = row;
      const { words: _____, jobRunId: ______, requestKey: _______, ...told } = shown;
      return {
        ...told,
        columns: [...row.columns],
        sheets: [...row.sheets],
        // An import of before has no count of what came later.
        counts: { ...noLedgerCounts, ...row.counts },
        self: `/api/v1/ledger-imports/${row.id}`,
        progress: await this.progress(row),
        requestedByName: names.get(row.requestedBy) ?? null,
        createdAt: row.createdAt.toISOString(),
        checkedAt: row.checkedAt?.toISOString() ?? null,
        writtenAt: row.writtenAt?.toISOString() ?? null,
        undoneAt: row.undoneAt?.toISOString() ?? null,
        erasedAt: row.erasedAt?.toISOString() ?? null,
        mine: row.requestedBy === userId,
      };
    });
  }

  async view(row: LedgerImport): Promise<LedgerView> {
    const [shown] = await this.views([row]);
    return shown!;
  }

  /** Null when nothing is being done. */
  private async progress({ state, jobRunId }: LedgerImport): Promise<LedgerView['progress']> {
    const job = MOVING.includes(state) && jobRunId ? await this.jobs.find(jobRunId) : null;
    if (!job || job.finishedAt !== null) return null;
    return { done: job.doneCount, total: job.totalCount, stopping: job.cancelRequested };
  }

  /** The first rows, long numbers masked; none for others than who uploaded them, and none when they are destroyed. */
  async preview(row: LedgerImport, count: number): Promise<string[][]> {
    if (row.erasedAt !== null || row.requestedBy !== this.transactions.actor.userId) return [];
    await this.looked(row, 'ledger.preview-read');
    return (await this.rows.first(row, count)).map(({ cells }) => cells.map(maskCell));
  }

  /** Rows by their line, long numbers masked. */
  async linesOf(row: LedgerImport, lines: readonly number[]): Promise<Map<number, LedgerRow>> {
    if (row.requestedBy !== this.transactions.actor.userId || row.erasedAt !== null || lines.length === 0)
      return new Map();
    await this.looked(row, 'ledger.rows-read');
    const wanted = new Set(lines);
    const found = (await this.rows.of(row, lines)).filter(({ line }) => wanted.has(line));
    return new Map(found.map(({ line, cells }) => [line, { line, cells: cells.map(maskCell) }]));
  }

  /** @throws AppError 404 */
  async problemPage(id: string, query: LedgerProblemQuery): Promise<Page<LedgerProblemView>> {
    const row = await this.imports.get(id);
    const { items, next } = await this.problems.list(id, query);
    const views: LedgerProblemView[] = [];
    for (const problem of items) views.push(this.problemView(await this.reachable(row, problem), localeNow()));
    return { next, items: views };
  }

  /** The number of another file is there for who could open it, as it was when the ledger was checked. */
  private async reachable({ requestedBy }: LedgerImport, problem: LedgerProblem): Promise<LedgerProblem> {
    const { number } = problem.params;
    if (number === undefined || requestedBy === this.transactions.actor.userId) return problem;
    if ((await this.files.idOfNumber(String(number))) !== null) return problem;
    return { ...problem, code: 'person-in-unseen-household', params: {} };
  }

  problemCounts(id: string): ReturnType<LedgerProblemsStore['counts']> {
    return this.problems.counts(id);
  }

  /** @throws AppError 404 */
  async householdPage(id: string, query: LedgerHouseholdQuery): Promise<Page<LedgerHouseholdView>> {
    await this.imports.get(id);
    const { items, next } = await this.households.list(id, query);
    const labels = await this.files.labelsOf(items.map(({ householdId }) => householdId));
    return {
      next,
      items: items.map(({ householdId, firstLine, memberCount, reportedCircle, reviewOn, state }) => ({
        ...{ householdId, firstLine, memberCount, reportedCircle, reviewOn, state },
        number: labels.get(householdId)?.number ?? null,
      })),
    };
  }

  /** The uploaded rows with their problems, for who uploaded them. @throws AppError 404, 410 `ledger-erased` */
  async workbook(id: string): Promise<{ name: string; content: Readable }> {
    const row = await this.imports.own(id);
    const rows = await this.rows.all(row);
    const locale = localeNow();
    const sentences = new Map<number, string[]>();
    for (const problem of (await this.problems.list(id, { limit: MOST_PROBLEMS })).items) {
      const { line } = problem;
      sentences.set(line, [...(sentences.get(line) ?? []), this.sentence(problem, locale)]);
    }
    await this.looked(row, 'ledger.downloaded');
    const problemsOf = (line: number) => (sentences.get(line) ?? []).join(' ').slice(0, CELL);
    const column = this.texts.t(locale, 'ledgers.problem-column');
    const content = problemWorkbook(row.sheet, row.headings, rows, problemsOf, column);
    return { name: `${row.number}-problems.xlsx`, content };
  }

  private problemView(problem: LedgerProblem, locale: Locale): LedgerProblemView {
    const { line, field, code, params, refused } = problem;
    return { line, field, code, params, refused, message: this.sentence(problem, locale) };
  }

  private sentence({ field, code, params }: LedgerProblem, locale: Locale): string {
    const [own, shared] = [`ledgers.problems.${code}`, `errors.${code}`];
    const words = this.texts.has(own) ? this.texts.t(locale, own, params) : this.texts.t(locale, shared, params);
    return field === null ? words : `${this.texts.t(locale, `ledgers.fields.${field}`)}: ${words}`;
  }

  private async looked({ id: subjectId, districtCode, rowCount }: LedgerImport, action: string): Promise<void> {
    const subject = { subjectType: 'ledger-import', subjectId, districtCode };
    await this.audit.read({ action, ...subject, fields: [`rows-${rowCount}`] });
  }
}

const localeNow = (): Locale => requestContext.getStore()?.locale ?? defaultLocale;
