import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AskingWay } from '../../reference/policies';

export const callStates = ['waiting', 'sent', 'answered', 'late', 'timed-out', 'failed'] as const;
export const callReasons = ['not-reachable', 'no-line', 'wrong-answer', 'not-allowed', 'identity-missing'] as const;
export type CallReason = (typeof callReasons)[number];

/** What one department is asked in one request: all its items at once. */
@Entity('check_calls')
export class CheckCall {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  requestId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  department!: string;

  /** Over the department's line, or by a file that is carried to it. */
  @Column('text')
  way!: AskingWay;

  /** How long its slowest item may take over the line. */
  @Column('integer')
  answerSeconds!: number;

  @Column('text')
  state!: (typeof callStates)[number];

  @Column('text', { nullable: true })
  reason!: CallReason | null;

  /** The answer came from the invented departments of the demonstration. */
  @Column('boolean', { nullable: true })
  simulated!: boolean | null;

  @Column('integer')
  attempts!: number;

  /** System time: until then a worker is at it. */
  @Column('timestamptz', { nullable: true })
  leaseUntil!: Date | null;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  deadlineAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;
}
