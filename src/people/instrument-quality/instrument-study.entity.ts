import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NormingResult } from './norming-result';
import type { Effect } from './norming-effect';
import type { ReliabilityResult } from './reliability-result';
import type { Tally } from './tally';

export const studyKinds = ['reliability', 'norming'] as const;
export const studyStates = ['waiting', 'running', 'done', 'failed', 'cancelled', 'ended', 'withdrawn'] as const;
export const studyEnds = ['post-ended', 'version-gone'] as const;
export type StudyKind = (typeof studyKinds)[number];
export type StudyState = (typeof studyStates)[number];

/** Cuts proposed from the scores of a district, and the shares behind them. */
export interface Proposal {
  version: string;
  cutsBefore: [number, number, number];
  cuts: [number, number, number];
  /** Per cent that were wished for; null: those that 20, 40 and 65 % of the most points would give. */
  wished: [number, number, number] | null;
  /** Per cent reached, before and with the proposal; null where fewer than ten people stand behind one. */
  sharesBefore: Array<number | null>;
  shares: Array<number | null>;
}

/** How good a scale is here, or other cuts for it: figures of many forms, which keep none of them (R18, domain D). */
@Entity('instrument_studies')
export class InstrumentStudy {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  kind!: StudyKind;

  @Column('text')
  instrument!: string;

  @Column('text')
  instrumentVersion!: string;

  @Column('text')
  state!: StudyState;

  @Column('text', { nullable: true })
  endReason!: (typeof studyEnds)[number] | null;

  /** Why other cuts are wanted. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('jsonb', { nullable: true })
  proposal!: Proposal | null;

  @Column('uuid', { nullable: true })
  jobRunId!: string | null;

  /** People when it was ordered. */
  @Column('integer')
  peopleCount!: number;

  @Column('integer')
  doneCount!: number;

  /** The last file that was looked at: work goes on behind it. */
  @Column('uuid', { nullable: true })
  lastHouseholdId!: string | null;

  /** Sums by township while it runs; small ones too, so the worker alone reads them, and with its end they go. */
  @Column('jsonb', { nullable: true, select: false })
  work!: Record<string, Tally | Effect> | null;

  @Column('jsonb', { nullable: true })
  result!: ReliabilityResult | NormingResult | null;

  @Column('uuid')
  orderedBy!: string;

  @Column('timestamptz')
  orderedAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('uuid', { nullable: true })
  withdrawnBy!: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;

  @Column('text', { nullable: true })
  withdrawReason!: string | null;
}
