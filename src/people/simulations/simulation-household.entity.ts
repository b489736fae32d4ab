import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { CalculationResult } from '../means-test';
import type { Movement } from './movement';

type Circle = CalculationResult['circle'];

/** One family under both sets of rules: what it comes to, and the facts that both can be done again from. */
@Entity('simulation_households')
@Unique(['simulationId', 'householdId'])
export class SimulationHousehold {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  simulationId!: string;

  @Column('uuid')
  householdId!: string;

  /** Region of the township, of the smallest division above townships where there is none. */
  @Column('integer')
  townshipId!: number;

  /** Code of the first household type of R52 that the rules give it; `none`. */
  @Column('text')
  householdType!: string;

  @Column('integer', { nullable: true })
  classBefore!: number | null;

  @Column('integer', { nullable: true })
  classAfter!: number | null;

  @Column('text')
  circleBefore!: Circle;

  @Column('text')
  circleAfter!: Circle;

  /** A month. */
  @Column('bigint', { transformer: bigintNumber })
  fenBefore!: number;

  @Column('bigint', { transformer: bigintNumber })
  fenAfter!: number;

  @Column('text')
  movement!: Movement;

  /** Canonical text. */
  @Column('text', { select: false })
  facts!: string;

  /** SHA-256 of the results. */
  @Column('text')
  digestBefore!: string;

  @Column('text')
  digestAfter!: string;
}
