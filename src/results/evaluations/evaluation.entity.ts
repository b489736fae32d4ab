import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EvaluationState } from './evaluation.lifecycle';
import type { Evidence } from './evidence';

/** One evaluation of a finished referral by an independent evaluator (R21). */
@Entity('evaluations')
export class Evaluation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  sampleId!: string;

  @Column('uuid')
  referralId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  /** All that the evaluator knows of the household by name. */
  @Column('text', { unique: true })
  pseudonym!: string;

  /** Place in the drawn order, from 1. */
  @Column('integer')
  position!: number;

  @Column('uuid')
  evaluatorId!: string;

  @Column('text')
  state!: EvaluationState;

  @Column('jsonb')
  evidence!: Evidence;

  /** GAS T score (I10), a decimal as text; null when no goal could be judged. */
  @Column('numeric', { precision: 5, scale: 1, nullable: true })
  goalAttainment!: string | null;

  @Column('text', { array: true })
  reasons!: string[];

  @Column('text', { nullable: true })
  finding!: string | null;

  @Column('text', { nullable: true })
  reply!: string | null;

  @Column('uuid', { nullable: true })
  repliedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  repliedAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('integer')
  version!: number;

  /** It belongs to a restricted referral; the database sets it (R46). */
  @Column({ type: 'boolean', nullable: true, select: false, insert: false, update: false })
  restricted?: boolean | null;
}
