import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LedgerColumns, LedgerWords, WordField } from './ledger-fields';

export const ledgerStates = [
  // Several sheets fit, and nobody has said which.
  'choosing',
  'uploaded',
  'checking',
  'checked',
  'writing',
  'written',
  'stopped',
  'undoing',
  'undone',
  'discarded',
  'failed',
] as const;
export type LedgerState = (typeof ledgerStates)[number];

/** What a check found and what was done about it; households but for `rows`, `refusedRows` and `people`. */
export interface LedgerCounts {
  rows: number;
  refusedRows: number;
  households: number;
  people: number;
  /** Can be taken. */
  sound: number;
  refused: number;
  /** Here already, from an earlier file, as they stand in this one. */
  same: number;
  /** Here already, and the file says otherwise: the file here stays as it is. */
  differs: number;
  written: number;
  undone: number;
  left: number;
  /** Cells of files that are here already, taken over because a person ticked them. */
  taken: number;
}
export const noLedgerCounts: LedgerCounts = {
  ...{ rows: 0, refusedRows: 0, households: 0, people: 0, sound: 0, refused: 0, same: 0, differs: 0 },
  ...{ written: 0, undone: 0, left: 0, taken: 0 },
};

/** A word without a code, how often it stood there, and what the machine would take for it. */
export interface UnknownWordCount {
  field: WordField | 'region';
  word: string;
  count: number;
  proposed: string | null;
}

/** One ledger of an office, from the upload to the erasure of its rows (R26). */
@Entity('ledger_imports')
export class LedgerImport {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  fileName!: string;

  @Column('bytea')
  fileDigest!: Buffer;

  @Column('text')
  sheet!: string;

  /** All sheets of the workbook, those that fit first; empty where there was nothing to choose. */
  @Column('text', { array: true })
  sheets!: string[];

  /** From 1. */
  @Column('integer')
  headingRow!: number;

  @Column('text', { array: true })
  headings!: string[];

  @Column('text')
  headingsDigest!: string;

  @Column('jsonb')
  columns!: LedgerColumns;

  @Column('jsonb')
  words!: LedgerWords;

  @Column('text')
  state!: LedgerState;

  @Column('integer')
  rowCount!: number;

  /** Cells whose value a formula made. */
  @Column('integer')
  formulaCount!: number;

  @Column('jsonb')
  counts!: LedgerCounts;

  @Column('jsonb')
  unknownWords!: UnknownWordCount[];

  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('uuid', { nullable: true })
  jobRunId!: string | null;

  @Column('text', { nullable: true })
  requestKey!: string | null;

  /** Who gets the new files: a unit, and one of its workers; null: the window of the village (R6). */
  @Column('uuid', { nullable: true })
  assignedUnitId!: string | null;

  @Column('uuid', { nullable: true })
  assignedWorkerId!: string | null;

  @Column('uuid')
  requestedBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  checkedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  writtenAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null;

  /** When the rows were destroyed; what became of them stays. */
  @Column('timestamptz', { nullable: true })
  erasedAt!: Date | null;

  @Column('integer')
  version!: number;
}
