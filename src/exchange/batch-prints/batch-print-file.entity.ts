import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a file has no paper; all that keeps one off a public sheet is the same reason, so that it tells nothing (B28, R46). */
export const leftOutReasons = ['not-for-publicity', 'file-not-in-use'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** One file of a batch. Neither content nor reason: it waits. */
@Entity('batch_print_files')
export class BatchPrintFile {
  @PrimaryColumn('uuid')
  batchPrintId!: string;

  @PrimaryColumn('uuid')
  householdId!: string;

  /** As they were chosen. */
  @Column('integer')
  position!: number;

  /** What stands on the paper, sealed. */
  @Column('bytea', { nullable: true })
  content!: Buffer | null;

  @Column('text', { nullable: true })
  leftOut!: LeftOutReason | null;
}
