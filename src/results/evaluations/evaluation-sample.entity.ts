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

  @Column('integer')
  population!: number;

  @Column('uuid')
  evaluatorId!: string;

  @Column('uuid')
  drawnBy!: string;

  @Column('timestamptz')
  drawnAt!: Date;
}
