import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IntegrityAnswerState } from './integrity-answer.lifecycle';

/** Steps of the whole way that a status in force may lack in our records (R86, R94). */
export const holeKinds = ['application', 'investigation', 'publicity', 'decision'] as const;
export type HoleKind = (typeof holeKinds)[number];

/** Explained with a ground, or being cleaned up: a re-check is called for. */
export const answerKinds = ['explained', 'clean-up'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** What a person says of a status whose way is not wholly here; for the holes it names, of the grant of that day. */
@Entity('integrity_answers')
export class IntegrityAnswer {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  /** The line of the checklist that is the status. */
  @Column('uuid')
  entitlementId!: string;

  @Column('date')
  grantedFrom!: string;

  @Column('text', { array: true })
  holes!: HoleKind[];

  @Column('text')
  kind!: AnswerKind;

  /** Sealed. */
  @Column('bytea', { nullable: true })
  groundCiphertext!: Buffer | null;

  @Column('text')
  state!: IntegrityAnswerState;

  /** The proposal of a class that a clean-up has called for, where no decision was there to be looked at again. */
  @Column('uuid', { nullable: true })
  proposalId!: string | null;

  @Column('uuid', { nullable: true })
  answeredBy!: string | null;

  @Column('timestamptz')
  answeredAt!: Date;

  @Column('bytea', { nullable: true })
  undoCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  undoneBy!: string | null;

  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null;

  @Column('integer')
  version!: number;
}
