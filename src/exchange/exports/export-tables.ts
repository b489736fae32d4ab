import { Injectable } from '@nestjs/common';
import { type Selection, Transactions } from '../../platform/database';
import { invalid } from '../../platform/errors';
import { type Locale, Texts } from '../../platform/i18n';
import { Audit } from '../../trust/audit';
import type { Export, ExportFilter } from './export.entity';
import type { ExportTable } from './export-file';
import type { NamedRow, StatisticsExport } from './export-kind';
import { ExportKinds, shownColumns } from './export-kinds';
import { protectTable, type TableLine } from './protected-table';
import { LEAST_SHOWN } from './small-counts';
import { purposeOf } from './export-request';
import { localeOf } from './watermark';

/** A table that may leave the house, and how many combinations are not in it. */
interface MadeTable extends ExportTable {
  leftOut: number | null;
}

/** Makes the table of an order, within what its orderer may reach and see: runs as the orderer. */
@Injectable()
export class ExportTables {
  constructor(
    private readonly kinds: ExportKinds,
    private readonly transactions: Transactions,
    private readonly texts: Texts,
    private readonly audit: Audit,
  ) {}

  /** Puts every household of a file with names on the record. @throws AppError 403; 422 `export-too-many` */
  async make(order: Export): Promise<MadeTable> {
    const locale = localeOf(order);
    const { roles } = this.transactions.actor;
    const columns = this.kinds.headings({ ...order, groups: order.fieldGroups ?? [] }, roles, locale);
    const title = this.texts.t(locale, `exports.kind.${order.kind}`);
    const note = (key: string, params: Record<string, number> = {}) =>
      this.texts.t(locale, `exports.notes.${key}`, params);
    if (order.mode !== 'statistics') {
      const rows = await this.namedRows(order, locale);
      return { title, columns, rows, notes: [note(order.mode)], leftOut: null };
    }
    const statistics = this.kinds.statistics(order.kind, roles);
    const { rows, leftOut, withheld } = await this.statisticsRows(statistics, order, locale);
    const notes = [note('statistics'), note('marks'), note('left-out', { count: leftOut })];
    return { title, columns, rows, notes: withheld ? [...notes, note('withheld')] : notes, leftOut };
  }

  private async namedRows(order: Export, locale: Locale): Promise<ExportTable['rows']> {
    const most = this.kinds.mostRows(order.kind, order.mode);
    const rows = await this.rowsOf(order, locale, most + 1);
    if (rows.length > most) throw tooMany(most);
    const { kind, districtCode } = order;
    const purpose = purposeOf(order);
    const reading = { action: 'household.exported', subjectType: 'household', purpose, districtCode };
    await this.audit.readAll(
      { ...reading, fields: [kind, order.number] },
      rows.map(({ householdId }) => householdId),
    );
    return rows.map(({ cells }) => cells);
  }

  private async rowsOf({ kind, mode, filter, fieldGroups }: Export, locale: Locale, most: number): Promise<NamedRow[]> {
    const { roles } = this.transactions.actor;
    const selection = selectionOf(filter);
    if (mode === 'identified')
      return this.kinds.identified(kind, roles).rows(selection, locale, most, fieldGroups ?? []);
    const named = this.kinds.named(kind, roles);
    const shown = shownColumns(named.columns, roles);
    const rows = await named.rows(selection, locale, most);
    return rows.map(({ householdId, cells }) => ({ householdId, cells: shown.map((place) => cells[place] ?? null) }));
  }

  private async statisticsRows(statistics: StatisticsExport, order: Export, locale: Locale) {
    const cells = await statistics.cells(selectionOf(order.filter), locale);
    const keyed = cells.map(({ keys, column, count }) => ({ row: JSON.stringify(keys), column, count }));
    const coarser = (row: string) => {
      const [township, key] = JSON.parse(row) as [string, string];
      return JSON.stringify([township, statistics.coarser(key, locale)]);
    };
    const { lines, leftOut, withheld } = protectTable(keyed, coarser);
    const all = this.texts.t(locale, 'exports.all');
    const sorted = [...lines].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
    const rows = sorted.map(({ row, column, count }) => {
      const keys = row === null ? [all, all] : (JSON.parse(row) as string[]);
      return [...keys, column ?? all, typeof count === 'number' ? count : MARKS[count]];
    });
    return { rows, leftOut, withheld };
  }
}

const MARKS = { small: `<${LEAST_SHOWN}`, hidden: '*' } as const;
/** Totals come after what they add up. */
const LAST = '\uffff';
const orderOf = ({ row, column }: TableLine) => `${row ?? LAST}|${column ?? LAST}`;

/** More rows than a file with names may have. */
export const tooMany = (most: number) => invalid([{ field: 'from', code: 'export-too-many', params: { most } }]);

/** Months are those of Shanghai; the last one is in it. */
export function selectionOf({ regionPath, from, until }: ExportFilter): Selection {
  return {
    ...(regionPath !== undefined && { regionPath }),
    ...(from !== undefined && { from: startOf(from) }),
    ...(until !== undefined && { until: startOf(monthAfter(until)) }),
  };
}

const startOf = (month: string) => new Date(`${month}-01T00:00:00+08:00`);

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
