import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { EconomyLine } from '../verification';

export const answerStates = [
  ...(['waiting', 'answered', 'nothing-held', 'late', 'timed-out', 'failed', 'not-sent'] as const),
] as const;
export const answerReasons = [
  ...(['not-reachable', 'no-line', 'wrong-answer', 'no-answer', 'identity-missing'] as const),
  ...(['authorisation-missing', 'authorisation-expired', 'authorisation-withdrawn'] as const),
] as const;
export type AnswerReason = (typeof answerReasons)[number];

/** What a department said of one item of one person, or why it said nothing. */
@Entity('check_answers')
export class CheckAnswer {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  callId!: string;

  @Column('uuid')
  requestId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('uuid')
  memberId!: string;

  @Column('text')
  item!: string;

  @Column('text')
  state!: (typeof answerStates)[number];

  @Column('text', { nullable: true })
  reason!: AnswerReason | null;

  /** Whether the department holds anything; a late answer says it too. */
  @Column('boolean', { nullable: true })
  held!: boolean | null;

  @Column('integer', { nullable: true })
  things!: number | null;

  @Column('bigint', { nullable: true, transformer: bigintNumber })
  amountFen!: number | null;

  @Column('text', { nullable: true })
  period!: EconomyLine['period'] | null;

  /** The day the department's data was true. */
  @Column('date', { nullable: true })
  asOf!: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  /** How often the department answered again; the first answer stands. */
  @Column('integer')
  repeats!: number;
}
