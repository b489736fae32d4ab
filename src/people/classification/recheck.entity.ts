import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalculationResult } from '../means-test';
import type { RecheckState } from './recheck.lifecycle';

/** Why somebody looks again: the date of the circle (R30), what has changed since, or a word that was not true (R89). */
export const recheckGrounds = ['date', 'economy', 'members', 'status', 'assessment', 'commitment'] as const;
export type RecheckGround = (typeof recheckGrounds)[number];

/** A decision that somebody has to look at again, by when and why; one is open for a household at most (R30). */
@Entity('rechecks')
export class Recheck {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  /** The decision that is looked at again. */
  @Column('uuid')
  classificationId!: string;

  /** The circle it came to. */
  @Column('text', { nullable: true })
  circle!: CalculationResult['circle'] | null;

  @Column('text')
  ground!: RecheckGround;

  @Column('date')
  dueOn!: string;

  @Column('text')
  state!: RecheckState;

  /** What the machine proposes instead (R3); null while nothing has changed. */
  @Column('uuid', { nullable: true })
  proposalId!: string | null;

  @Column('uuid', { nullable: true })
  calculationId!: string | null;

  /** Told to the station, since nobody looked in time. */
  @Column('timestamptz', { nullable: true })
  raisedAt!: Date | null;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('integer')
  version!: number;
}
