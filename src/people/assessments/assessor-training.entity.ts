import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody was trained for a scale (R18), as the centre has recorded it. */
@Entity('assessor_trainings')
export class AssessorTraining {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  districtCode!: string;

  @Column('uuid')
  accountId!: string;

  /** Code of the scale. */
  @Column('text')
  instrument!: string;

  @Column('date')
  trainedOn!: string;

  /** The last day on which it counts; null where it does not run out. */
  @Column('date', { nullable: true })
  validUntil!: string | null;

  @Column('uuid')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('text', { nullable: true })
  endReason!: string | null;

  @Column('uuid', { nullable: true })
  endedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('integer')
  version!: number;
}
