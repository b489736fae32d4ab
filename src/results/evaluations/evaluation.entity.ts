import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One evaluation of a finished referral by an independent evaluator (R21). */
@Entity('evaluations')
export class Evaluation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { nullable: true })
  sampleId!: string | null;

  @Column('uuid')
  referralId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  pseudonym!: string;

  @Column('uuid')
  evaluatorId!: string;

  @Column('text')
  state!: 'open' | 'agreed' | 'disagreed' | 'sent-back' | 'answered';

  @Column('jsonb')
  evidence!: unknown;

  /** GAS T score (I10), a decimal as text; null while open. */
  @Column('numeric', { precision: 5, scale: 1, nullable: true })
  goalAttainment!: string | null;

  @Column('text', { nullable: true })
  finding!: string | null;

  @Column('text', { nullable: true })
  reply!: string | null;

  @Column('uuid', { nullable: true })
  repliedBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('integer')
  version!: number;
}
