import type { z } from 'zod';
import type { Selection } from '../../platform/database';
import type { Locale } from '../../platform/i18n';
import type { Role } from '../../trust/access';
import type { Cell } from './small-counts';

export const exportKindNames = ['households', 'ledger', 'referrals', 'needs-by-code', 'payments', 'integrity'] as const;
export type ExportKindName = (typeof exportKindNames)[number];

/**
 * `named`: rows of files. `statistics`: counts without names, as GB/T 37964 has them. `identified`: rows for supervision,
 * on a numbered request that a second person agrees to (R88).
 */
export const exportModes = ['statistics', 'named', 'identified'] as const;
/** Groups of fields that a request may name; what C3 closes to supervision is in no list. */
export const requestedGroups = ['contact', 'identity', 'economy'] as const;
export type RequestedGroup = (typeof requestedGroups)[number];
export type ExportMode = (typeof exportModes)[number];

export interface NamedRow {
  /** Whose file it is: the household sees that its row left the house. */
  householdId: string;
  /** One for each column, in order. */
  cells: ReadonlyArray<string | number | null>;
}

/** A column of a file with names, and the field of the view that stands in it: its mark decides who has the column (C3). */
export interface NamedColumn {
  /** Text key below `exports.columns`. */
  key: string;
  field: z.ZodType;
  /** As the pack of the district has it, instead of that text. */
  heading?: Readonly<Record<'zh' | 'en', string>>;
}

/** Rows as the table of fields (C3) lets the actor of the open transaction have them; no free text, no restricted code. */
export interface NamedExport {
  roles: readonly Role[];
  /** Most rows of one file, where it is not what a person looks through. */
  most?: number;
  columns: readonly NamedColumn[];
  /** How many there are, up to `most`. */
  count(selection: Selection, most: number): Promise<number>;
  rows(selection: Selection, locale: Locale, most: number): Promise<NamedRow[]>;
}

/** Rows for supervision: what everybody in it sees, and the groups that the request names (C3, R88). */
export interface IdentifiedExport {
  roles: readonly Role[];
  /** Text keys below `exports.columns`, in the order of the cells. */
  columns(groups: readonly RequestedGroup[]): string[];
  count(selection: Selection, most: number): Promise<number>;
  rows(selection: Selection, locale: Locale, most: number, groups: readonly RequestedGroup[]): Promise<NamedRow[]>;
}

/** Counts of records: quasi-identifiers make a row, one more makes the column. */
export interface StatisticsExport {
  roles: readonly Role[];
  /** Text keys of the quasi-identifiers and of the column, below `exports.columns`. */
  keys: readonly [string, string];
  column: string;
  /** Texts in the reader's language; restricted codes are not counted. */
  cells(selection: Selection, locale: Locale): Promise<StatisticsCell[]>;
  /** One step up, for combinations with too few records: the township stays. */
  coarser(key: string, locale: Locale): string;
}

export interface StatisticsCell extends Omit<Cell, 'row'> {
  /** Township; age band or month. */
  keys: readonly [string, string];
}

/** Something that may leave the house. Rooms feed it by their own reads; here stands only what becomes of these. */
export abstract class ExportKind {
  abstract readonly name: ExportKindName;
  readonly named: NamedExport | null = null;
  readonly statistics: StatisticsExport | null = null;
  readonly identified: IdentifiedExport | null = null;
}
