import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Urgency } from './queue-order';
import type { WaitingState } from './waiting-list.lifecycle';

/** Why somebody stands further back than was told before. */
export const worseningReasons = ['urgent-came-in', 'rules-changed'] as const;
export type WorseningReason = (typeof worseningReasons)[number];

export const endReasons = [
  'accepted',
  'hold-over',
  'left',
  'declined',
  'not-admitted',
  'consent-ended',
  'need-over',
  'household-closed',
  'offering-closed',
  'places-unknown',
  'served-elsewhere',
] as const;
export type EndReason = (typeof endReasons)[number];

/** One need in the queue of one offering that is full (R97). */
@Entity('waiting_list_entries')
export class WaitingListEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  /** The version of the need that joined; a re-assessment opens a newer one (A11). */
  @Column('uuid')
  needId!: string;

  @Column('text')
  needCode!: string;

  @Column('uuid')
  offeringId!: string;

  @Column('uuid')
  providerId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  /** By the triage (S16) on the day of joining, or by a newer one that found more danger. */
  @Column('text')
  urgency!: Urgency;

  @Column('text')
  state!: WaitingState;

  @Column('timestamptz')
  joinedAt!: Date;

  @Column('date')
  joinedOn!: string;

  @Column('uuid', { nullable: true })
  joinedBy!: string | null;

  /** The place as last told; null once the wait is over. */
  @Column('integer', { nullable: true })
  position!: number | null;

  @Column('text', { nullable: true })
  worsenedBy!: WorseningReason | null;

  @Column('timestamptz', { nullable: true })
  worsenedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  offeredAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  offeredUntil!: Date | null;

  /** Month of the held place. */
  @Column('text', { nullable: true })
  period!: string | null;

  @Column('uuid', { nullable: true })
  referralId!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  endReason!: EndReason | null;

  @Column('integer')
  version!: number;

  /** What comes free is not for it at present: the machine's last look found a reason; written by the database alone. */
  @Column({ type: 'boolean', default: false, select: false, insert: false, update: false })
  heldUp?: boolean;

  /** A restricted flag of a scale stands behind its need (B30, B31); the database sets it. */
  @Column({ type: 'boolean', nullable: true, select: false, insert: false, update: false })
  restricted?: boolean | null;
}
