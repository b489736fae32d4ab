import { Column, Entity, PrimaryColumn } from 'typeorm';

export const simulationStates = ['waiting', 'running', 'done', 'failed', 'cancelled', 'ended'] as const;
export const simulationEnds = ['draft-dropped', 'expired', 'post-ended'] as const;
export type SimulationState = (typeof simulationStates)[number];

/** The live files of a district under the rules of today and under others, on one day (R2, design 4). Changes no file. */
@Entity('simulations')
export class Simulation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  /** Null: a pack as it is. */
  @Column('uuid', { nullable: true })
  draftId!: string | null;

  @Column('text')
  packCode!: string;

  /** Of the draft, or of the pack, when it was ordered. */
  @Column('text')
  name!: string;

  @Column('date')
  onDay!: string;

  @Column('text')
  engineVersion!: string;

  /** Canonical text of heads and rules. */
  @Column('text', { select: false })
  rulesBefore!: string;

  @Column('text', { select: false })
  rulesAfter!: string;

  @Column('text')
  state!: SimulationState;

  @Column('text', { nullable: true })
  endReason!: (typeof simulationEnds)[number] | null;

  @Column('uuid', { nullable: true })
  jobRunId!: string | null;

  @Column('integer')
  doneCount!: number;

  @Column('integer', { nullable: true })
  totalCount!: number | null;

  /** The last file that was looked at: work goes on behind it. */
  @Column('uuid', { nullable: true })
  lastHouseholdId!: string | null;

  @Column('uuid')
  orderedBy!: string;

  @Column('timestamptz')
  orderedAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('timestamptz')
  expiresAt!: Date;
}
