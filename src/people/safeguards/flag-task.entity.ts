import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FlagTaskState } from './flag-task.lifecycle';

/** The emergency triage now (S16), news to the education desk (S15, R102), or what the hours of a flag ask for. */
export const flagTaskKinds = ['emergency-triage', 'education-desk', 'clock'] as const;
export type FlagTaskKind = (typeof flagTaskKinds)[number];

/** What a flag of a scale asks for within its hours. */
@Entity('flag_tasks')
export class FlagTask {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('uuid')
  assessmentId!: string;

  @Column('text')
  instrument!: string;

  @Column('text')
  kind!: FlagTaskKind;

  @Column('text')
  flag!: string;

  /** Its assessment has a restricted flag: for the protected team. */
  @Column('boolean')
  restricted!: boolean;

  @Column('text')
  state!: FlagTaskState;

  @Column('uuid')
  openedBy!: string;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz')
  dueAt!: Date;

  @Column('timestamptz', { nullable: true })
  missedAt!: Date | null;

  /** What was done, or why it is not needed; sealed. */
  @Column('bytea', { nullable: true })
  noteCiphertext!: Buffer | null;

  /** Null where the machine has seen that it is done. */
  @Column('uuid', { nullable: true })
  closedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('integer')
  version!: number;
}
