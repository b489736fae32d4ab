import { Column, Entity, PrimaryColumn } from 'typeorm';

export const recalculationStates = [
  ...(['waiting', 'running', 'open', 'closing', 'closed'] as const),
  ...(['failed', 'cancelled', 'taken-back'] as const),
] as const;
export type RecalculationState = (typeof recalculationStates)[number];

/** The live files of a district worked out again by a version that was adopted, for people to decide (R2, R3). */
@Entity('recalculations')
export class Recalculation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('uuid')
  adoptionId!: string;

  @Column('date')
  onDay!: string;

  @Column('text')
  engineVersion!: string;

  @Column('text')
  state!: RecalculationState;

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

  /** All families are worked out. */
  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('uuid', { nullable: true })
  endedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  endReason!: string | null;
}
