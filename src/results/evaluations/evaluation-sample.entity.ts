import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A drawn sample of finished referrals, repeatable by its seed (R21). */
@Entity('evaluation_samples')
export class EvaluationSample {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  seed!: string;

  @Column('integer')
  sharePercent!: number;

  @Column('integer')
  minimum!: number;

  /** First and last day on which a referral had to be finished. */
  @Column('date')
  finishedFrom!: string;

  @Column('date')
  finishedTo!: string;

  /** Finished referrals that could be drawn. */
  @Column('integer')
  population!: number;

  /** Left out because the evaluator had worked on them. */
  @Column('integer')
  excluded!: number;

  @Column('uuid')
  evaluatorId!: string;

  @Column('uuid')
  drawnBy!: string;

  @Column('timestamptz')
  drawnAt!: Date;
}
