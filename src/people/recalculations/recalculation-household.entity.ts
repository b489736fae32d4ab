import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { CalculationResult } from '../means-test';
import type { Movement } from '../simulations';

type Circle = CalculationResult['circle'];

/** `lapsed`: nobody had decided when the batch was closed. */
export const proposalStates = ['open', 'confirmed', 'set-aside', 'lapsed'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** One family by the rules before and by the version that was adopted, what a person decided, and whether it was told. */
@Entity('recalculation_households')
@Unique(['recalculationId', 'householdId'])
export class RecalculationHousehold {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  recalculationId!: string;

  @Column('uuid')
  householdId!: string;

  /** Region of the township, of the smallest division above townships where there is none. */
  @Column('integer')
  townshipId!: number;

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

  /** Canonical text; empty once the batch is closed. */
  @Column('text', { select: false })
  facts!: string;

  /** SHA-256 of the results. */
  @Column('text')
  digestBefore!: string;

  @Column('text')
  digestAfter!: string;

  /** Whether it came to what was simulated, byte for byte; null where the family was not there then. */
  @Column('boolean', { nullable: true })
  asSimulated!: boolean | null;

  /** The decision in force when it was worked out; null where there was none. */
  @Column('integer', { nullable: true })
  decidedClass!: number | null;

  @Column('text', { nullable: true })
  decidedCircle!: Circle | null;

  @Column('text')
  state!: ProposalState;

  /** The decision that it became, and its class and circle. */
  @Column('uuid', { nullable: true })
  classificationId!: string | null;

  /** The decision that it took the place of. */
  @Column('uuid', { nullable: true })
  replacedId!: string | null;

  /** The order by which it was confirmed together with others. */
  @Column('uuid', { nullable: true })
  confirmationId!: string | null;

  @Column('integer', { nullable: true })
  newClass!: number | null;

  @Column('text', { nullable: true })
  newCircle!: Circle | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('uuid', { nullable: true })
  toldBy!: string | null;

  /** When the household was handed its notice. */
  @Column('timestamptz', { nullable: true })
  toldAt!: Date | null;
}
