import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { GapCause, Urgency } from '../matching';

export const allocationOutcomes = ['assigned', 'lost', 'unmatchable'] as const;
/** Why a need got what it got; each has a text `allocations.reason.<code>`. */
export const allocationReasons = [
  'place-left',
  'place-won',
  'pinned',
  'outbid',
  'no-money',
  'forbidden',
  'unmatchable',
] as const;
export const publications = ['drafted', 'left-out'] as const;
/** Why a line was not drafted when it was published; each has a text `allocations.left-out.<code>`. */
export const leftOutReasons = [
  'need-changed',
  'offering-gone',
  'no-place',
  'no-money',
  'consent',
  'not-in-reach',
  'case-needed',
  'not-admitted',
] as const;

/** A need in an allocation: what could serve it, what it got and why, and what became of that when it was published. */
@Entity('allocation_needs')
export class AllocationNeed {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  allocationId!: string;

  /** By it alone the need stands in the market and in the certificate. */
  @Column('integer')
  place!: number;

  @Column('uuid')
  needId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  code!: string;

  @Column('integer')
  severity!: number;

  @Column('text')
  urgency!: Urgency;

  @Column('integer', { nullable: true })
  townshipId!: number | null;

  @Column('text', { array: true })
  groups!: string[];

  @Column('integer')
  choices!: number;

  /** Of a need without any choice. */
  @Column('text', { nullable: true })
  cause!: GapCause | null;

  @Column('text', { nullable: true })
  outcome!: (typeof allocationOutcomes)[number] | null;

  @Column('text', { nullable: true })
  reason!: (typeof allocationReasons)[number] | null;

  @Column('uuid', { nullable: true })
  offeringId!: string | null;

  /** Places or hours. */
  @Column('integer', { nullable: true })
  size!: number | null;

  @Column('bigint', { nullable: true, transformer: bigintNumber })
  costFen!: number | null;

  @Column('integer', { nullable: true })
  score!: number | null;

  /** What a place is worth to it, in the points that prices are in; of a lost need that of the nearest offering. */
  @Column('integer', { nullable: true })
  weight!: number | null;

  /** Points by part of the published formula. */
  @Column('jsonb', { nullable: true })
  parts!: Record<string, number> | null;

  @Column('integer', { nullable: true })
  priceFrom!: number | null;

  @Column('integer', { nullable: true })
  priceTo!: number | null;

  @Column('uuid', { nullable: true })
  alternativeId!: string | null;

  @Column('integer', { nullable: true })
  alternativePoints!: number | null;

  @Column('text', { nullable: true })
  publication!: (typeof publications)[number] | null;

  @Column('text', { nullable: true })
  leftOut!: (typeof leftOutReasons)[number] | null;

  @Column('uuid', { nullable: true })
  referralId!: string | null;

  /** What it got in the round before; kept by a trigger of the database. */
  @Column({ type: 'text', nullable: true, select: false, insert: false, update: false })
  outcomeBefore?: string | null;

  @Column({ type: 'uuid', nullable: true, select: false, insert: false, update: false })
  offeringBefore?: string | null;
}
