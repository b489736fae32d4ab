import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalculationResult } from '../means-test';

/** What a proposal of before the stored calculations rested on; amounts in fen over 12 months. */
export interface ClassificationInputs {
  facts: {
    on: string;
    members: number;
    statuses: ReadonlyArray<{ status: string; from: string; until: string | null }>;
    economy: { incomeFen: number; expenditureFen: number; rigidFen: number } | null;
    event: { kind: string; date: string } | null;
  };
  rules: {
    packVersion: string;
    dibaoMonthFen: number | null;
    disposableYearFen: number | null;
    marginalFactor: number;
    rigidShare: number;
    eventWindowDays: number;
  };
}

/** One rule of such a proposal. */
export interface ClassificationStep {
  rule: string;
  inputs: Readonly<Record<string, string | number | null>>;
  result: number | 'no' | 'unknown';
}

/** A proposed class and circle with their calculation, and what a person decided (R3, R11, R27). */
@Entity('classifications')
export class Classification {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('integer', { nullable: true })
  proposedClass!: number | null;

  @Column('integer', { array: true })
  proposedSecondary!: number[];

  @Column('text', { nullable: true })
  proposedCircle!: CalculationResult['circle'] | null;

  /** Null where a proposal is older than the stored calculations; it then has inputs and steps of its own. */
  @Column('uuid', { nullable: true })
  calculationId!: string | null;

  @Column('jsonb', { nullable: true })
  inputs!: ClassificationInputs | null;

  @Column('jsonb', { nullable: true })
  steps!: ClassificationStep[] | null;

  @Column('text')
  packVersion!: string;

  @Column('text')
  state!: 'proposed' | 'confirmed' | 'superseded';

  @Column('integer', { nullable: true })
  decidedClass!: number | null;

  @Column('integer', { array: true, nullable: true })
  decidedSecondary!: number[] | null;

  @Column('text', { nullable: true })
  decidedCircle!: CalculationResult['circle'] | null;

  /** Day by which somebody looks again (R30, B12). */
  @Column('date', { nullable: true })
  recheckOn!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { nullable: true })
  proposedBy!: string | null;

  @Column('timestamptz')
  proposedAt!: Date;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('integer')
  version!: number;
}
