import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PrintPaper } from '../../reference/policies';

export const batchPrintStates = ['waiting', 'running', 'ready', 'failed', 'cancelled', 'ended'] as const;
export const batchPrintEnds = ['expired', 'deleted', 'post-ended'] as const;
export type BatchPrintState = (typeof batchPrintStates)[number];

/** One paper printed for many files: who, when, of how many. What stands on the papers lies apart, and not for long (C2). */
@Entity('batch_prints')
export class BatchPrint {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('uuid')
  orderedBy!: string;

  /** Code of the paper in the pack. */
  @Column('text')
  paper!: string;

  /** The paper as it was when it was ordered. */
  @Column('jsonb')
  definition!: PrintPaper;

  @Column('text')
  packVersion!: string;

  @Column('text')
  locale!: string;

  @Column('text')
  state!: BatchPrintState;

  /** Code of the error that kept it from being made. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('text', { nullable: true })
  endReason!: (typeof batchPrintEnds)[number] | null;

  @Column('uuid', { nullable: true })
  jobRunId!: string | null;

  @Column('integer')
  doneCount!: number;

  @Column('integer')
  totalCount!: number;

  /** Files without a paper. */
  @Column('integer')
  leftOut!: number;

  @Column('timestamptz')
  orderedAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('timestamptz')
  expiresAt!: Date;
}
