import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { MeansRules } from '../../reference/policies';
import type { Pause } from './clock-dates';
import type { ClockKind } from './clock-line';

export const occasions = ['job', 'business'] as const;

type Clocks = MeansRules['clocks'];
/** The rows of the pack by which a clock runs, as they were when it was started. */
export type ClockRule =
  | ({ kind: 'taper' } & Clocks['taper'])
  | { kind: 'waiting'; rows: Clocks['waiting'] }
  | ({ kind: 'support' } & Clocks['support']);

export type ClockState =
  ('granted' | 'running' | 'paused' | 'ended' | 'ended-early') | ('year-1' | 'year-2' | 'year-3' | 'done');

/** One of the three clocks of a household, with the facts that its rule asks for (B11, R38, R43, R85). */
@Entity('household_clocks')
export class HouseholdClock {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  kind!: ClockKind;

  @Column('text')
  state!: ClockState;

  /** Day of the change (taper), of the wait, of the job or business. */
  @Column('date')
  startedOn!: string;

  @Column('text')
  packVersion!: string;

  @Column('jsonb')
  rule!: ClockRule;

  /** Paid for the last whole month, in fen; of a taper. */
  @Column('bigint', { nullable: true, transformer: bigintNumber })
  lastMonthFen!: number | null;

  /** Number of the authority's paper (R3); of a taper. */
  @Column('text', { nullable: true })
  documentNumber!: string | null;

  /** Codes of the rows that fit; of a wait. */
  @Column('text', { array: true, nullable: true })
  grounds!: string[] | null;

  @Column('jsonb')
  pauses!: Pause[];

  @Column('text', { nullable: true })
  occasion!: (typeof occasions)[number] | null;

  /** Who works, where that is known; of the support. */
  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Column('uuid', { nullable: true })
  startedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('integer')
  version!: number;
}
