import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { conflict } from '../../platform/errors';
import { Audit } from '../../trust/audit';
import { CompareFile } from './compare-file';
import type { LedgerDifferenceQuery, TakeOver } from './dto/ledger.dto';
import type { LedgerDifferenceView } from './dto/ledger.view';
import type { LedgerHousehold } from './gather-households';
import type { LedgerField } from './ledger-fields';
import type { LedgerImport } from './ledger-import.entity';
import { LedgerImportsStore } from './ledger-imports.store';
import { LedgerPlanner } from './ledger-planner';
import { LedgerRowsStore } from './ledger-rows.store';
import { LedgerTakeoversStore } from './ledger-takeovers.store';
import { maskCell } from './mask-cell';
import { isTakeable, saidIn, takeableFields } from './takeable-fields';

/** Where a ledger and files that are here differ, with both values, and which cells somebody wants in the file (R26). */
@Injectable()
export class LedgerDifferences {
  constructor(
    private readonly imports: LedgerImportsStore,
    private readonly takeovers: LedgerTakeoversStore,
    private readonly rows: LedgerRowsStore,
    private readonly planner: LedgerPlanner,
    private readonly compare: CompareFile,
    private readonly files: Households,
    private readonly audit: Audit,
  ) {}

  /**
   * In the order of the rows, for whoever uploaded them; each file is on the record as read (C2).
   * @throws AppError 404, 410 `ledger-erased`
   */
  async page(
    id: string,
    query: LedgerDifferenceQuery,
  ): Promise<{ items: LedgerDifferenceView[]; next: string | null }> {
    const row = await this.imports.own(id);
    const { items, next } = await this.takeovers.differing(id, query);
    const lines = [...new Set(items.map(({ line }) => line))];
    const ticks = new Map((await this.takeovers.of(id, lines)).map((tick) => [`${tick.line} ${tick.field}`, tick]));
    const households = items.length === 0 ? [] : await this.told(row);
    const views: LedgerDifferenceView[] = [];
    const read = new Set<string>();
    for (const { line, field } of items) {
      const told = households.find(({ people }) => people.some((person) => person.line === line));
      if (!told || field === null) continue;
      const tick = ticks.get(`${line} ${field}`);
      const shown = await this.shown(row, told, line, field as LedgerField);
      if (shown.householdId) read.add(shown.householdId);
      views.push({ ...shown, state: tick?.state ?? 'ours', code: tick?.code ?? null });
    }
    // One by one: a page is read in a transaction that writes nothing, and its readings follow it.
    for (const householdId of read) {
      const subject = { subjectType: 'household', subjectId: householdId, householdId };
      await this.audit.read({ action: 'household.ledger-read', ...subject, fields: [row.number] });
    }
    return { items: views, next };
  }

  /** How many cells differ in each column, and how many are ticked. @throws AppError 404 */
  async fields(id: string): ReturnType<LedgerTakeoversStore['fields']> {
    await this.imports.own(id);
    return this.takeovers.fields(id);
  }

  /** Ticks cells or takes ticks away, until the import is written. @returns how many @throws AppError 404; 409 `ledger-not-now` */
  async choose(id: string, { take, ...cells }: TakeOver): Promise<number> {
    const { state, erasedAt, districtCode } = await this.imports.own(id);
    if (!['checked', 'stopped'].includes(state) || erasedAt !== null) throw conflict('ledger-not-now', { state });
    if (cells.field !== undefined && !isTakeable(cells.field)) throw conflict('ledger-not-takeable');
    const count = take ? await this.takeovers.choose(id, cells, takeableFields) : await this.takeovers.leave(id, cells);
    const subject = { subjectType: 'ledger-import', subjectId: id, districtCode };
    if (count > 0)
      await this.audit.changed({
        action: take ? 'ledger.cells-chosen' : 'ledger.cells-left',
        ...subject,
        fields: [`cells-${count}`],
      });
    return count;
  }

  private async told(row: LedgerImport): Promise<LedgerHousehold[]> {
    const { households } = await this.planner.plan(row, await this.rows.all(row));
    return households;
  }

  private async shown(row: LedgerImport, told: LedgerHousehold, line: number, field: LedgerField) {
    const person = told.people.find((one) => one.line === line)!;
    const theirs = isTakeable(field) ? saidIn(person, field, told.regionCode) : this.other(told, field);
    const householdId = await this.planner.fileOf(row, told);
    const ours = householdId === null ? null : await this.compare.shownIn(householdId, person, field);
    const labels = householdId === null ? null : await this.files.labelsOf([householdId]);
    const hidden = ['identity', 'disabilityCard', 'phone'].includes(field);
    return {
      ...{ line, field, householdId, name: person.name, ours },
      number: (householdId && labels?.get(householdId)?.number) ?? null,
      theirs: theirs !== null && hidden ? maskCell(theirs) : theirs,
      takeable: isTakeable(field) && theirs !== null,
    };
  }

  /** What a ledger says of a household that no file takes over. */
  private other({ people }: LedgerHousehold, field: LedgerField): string | null {
    if (field === 'circle') return people[0]?.circle ?? null;
    if (field === 'benefit') return people.flatMap(({ benefits }) => benefits).join(', ') || null;
    return field === 'name' ? people.map(({ name }) => name).join(', ') : null;
  }
}
