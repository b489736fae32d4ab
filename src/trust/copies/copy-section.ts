/** A sealed column of a section: where it was sealed, and for whom. */
interface SealedColumn {
  /** `table.column`, as it was sealed. */
  place: string;
  /** Its subject: the row itself (a person) or the household. */
  subject: 'row' | 'household';
}

/**
 * What one room keeps about a household, as the household may have it (PIPL 45, C3): no third-party text, no raw
 * answers. A room declares its sections when its module file is loaded.
 */
export interface CopySection {
  /** Text key below `rights.copy.section`. */
  key: string;
  /** Place among the sections. */
  order: number;
  /** Selects the rows of household $1, oldest first; codes of $2 may not be named. Columns are fields of the copy. */
  sql: string;
  /** Columns of the query that are opened; the query then has a column `id`, which is left out. */
  sealed?: Readonly<Record<string, SealedColumn>>;
}

const declared = new Map<string, CopySection>();

export function defineCopySection(section: CopySection): void {
  declared.set(section.key, section);
}

/** All sections whose rooms have been loaded, in their order. */
export const copySections = (): readonly CopySection[] =>
  [...declared.values()].sort((one, other) => one.order - other.order);
