import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AssessmentConflictState } from './assessment-conflict.lifecycle';

/** Two results of one scale for the same person on one day, the smaller id first. */
@Entity('assessment_conflicts')
export class AssessmentConflict {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('uuid')
  firstId!: string;

  @Column('uuid')
  secondId!: string;

  @Column('text')
  state!: AssessmentConflictState;

  @Column('uuid', { nullable: true })
  countingId!: string | null;

  @Column('bytea', { nullable: true })
  reasonCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  settledBy!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  @Column('timestamptz')
  foundAt!: Date;

  @Column('integer')
  version!: number;
}
