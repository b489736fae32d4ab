import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { FloorOutcome } from './floors';
import type { AllocationState } from './allocation.lifecycle';

export const allocationModels = ['places', 'full'] as const;
export const floorGroups = ['township', 'circle', 'age', 'disability', 'code'] as const;

/** At least so many of a hundred needs of a group are to be served; one that cannot be is reported, never dropped. */
export interface DeclaredFloor {
  group: (typeof floorGroups)[number];
  /** Id of the township, circle, band of age, `yes` or `no`, code of either level. */
  key: string;
  percent: number;
}

/** What an allocation is about and came to, in figures that name nobody. */
export interface AllocationCounts {
  households: number;
  needs: number;
  offerings: number;
  /** Pairs of a need and an offering that the rules admit. */
  choices: number;
  assigned: number;
  /** Had a choice, and went to others for want of places or money. */
  lost: number;
  /** Nothing admits them: no sharing out would help (matching.md 6). */
  unmatchable: number;
  /** By cause, of the unmatchable. */
  causes: Record<string, number>;
  drafted: number;
  leftOut: number;
  /** Waited too, out of reach of whoever ordered it: not in the market. */
  unseen: number;
}

/** Why a job ended without what it was for. */
export const allocationFailures = [
  'post-ended',
  'nothing-to-share',
  'too-many-choices',
  'pins-too-many',
  'certificate-refused',
  'out-of-reach',
  'died',
] as const;

/** A sharing out of a district's places, hours and money among many needs (matching.md 3). */
@Entity('allocations')
export class Allocation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  name!: string;

  @Column('date')
  beginsOn!: string;

  @Column('date')
  endsOn!: string;

  @Column('text')
  model!: (typeof allocationModels)[number];

  @Column('boolean')
  withBudgets!: boolean;

  /** Empty: the whole district. */
  @Column('integer', { array: true })
  townshipIds!: number[];

  /** Empty: all; one of level one stands for all below it. */
  @Column('text', { array: true })
  codes!: string[];

  @Column('jsonb')
  floors!: DeclaredFloor[];

  @Column('text')
  state!: AllocationState;

  /** 1 at the order, one more each time it is solved again. */
  @Column('integer')
  round!: number;

  @Column('integer')
  solvedRound!: number;

  /** What the job is at. */
  @Column('text', { nullable: true })
  step!: string | null;

  @Column('integer')
  percent!: number;

  @Column('uuid', { nullable: true })
  jobRunId!: string | null;

  @Column('text', { nullable: true })
  failure!: (typeof allocationFailures)[number] | null;

  @Column('jsonb', { nullable: true })
  counts!: AllocationCounts | null;

  @Column('bigint', { nullable: true, transformer: bigintNumber })
  value!: number | null;

  @Column('bigint', { nullable: true, transformer: bigintNumber })
  upperBound!: number | null;

  @Column('bigint', { nullable: true, transformer: bigintNumber })
  worseBy!: number | null;

  @Column('boolean')
  keptIncumbent!: boolean;

  @Column('jsonb')
  floorResults!: FloorOutcome[];

  /** Of the problem that the certificate tells: held against the file, it shows that nobody has changed it. */
  @Column('text', { nullable: true })
  problemDigest!: string | null;

  /** Code list, policy pack and formula by which the market was made. */
  @Column('jsonb', { nullable: true })
  versions!: { taxonomy: string; pack: string; formula: string } | null;

  @Column('uuid')
  orderedBy!: string;

  @Column('timestamptz')
  orderedAt!: Date;

  @Column('timestamptz', { nullable: true })
  gatheredAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  solvedAt!: Date | null;

  @Column('uuid', { nullable: true })
  publishedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  @Column('text', { nullable: true })
  publishReason!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('integer')
  version!: number;
}
