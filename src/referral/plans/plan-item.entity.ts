import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Phrase } from '../matching';

export interface PlanItemReasons {
  matchId?: string;
  score?: number;
  askFirst?: boolean;
  phrases?: readonly Phrase[];
  entitlementId?: string;
  entitlementLine?: string;
}

/** One line of a plan: goal, action, owner, date (R19), tagged by who helps (R5). */
@Entity('plan_items')
export class PlanItem {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  planId!: string;

  @Column('uuid', { nullable: true })
  needId!: string | null;

  @Column('text')
  side!: 'government' | 'society' | 'family' | 'self';

  @Column('text')
  field!: 'material' | 'psychological' | 'inclusion' | 'capability';

  /** Service code of domain E; null for what a family does in its own way. */
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text')
  goal!: string;

  @Column('text')
  action!: string;

  @Column('text')
  ownerName!: string;

  @Column('date', { nullable: true })
  dueOn!: string | null;

  /** Severity 0..3 of the need when the plan was made, and the one to be reached. */
  @Column('integer', { nullable: true })
  baselineLevel!: number | null;

  @Column('integer', { nullable: true })
  expectedLevel!: number | null;

  /** Weight 1..4 in goal attainment (E6). */
  @Column('integer')
  goalWeight!: number;

  @Column('uuid', { nullable: true })
  offeringId!: string | null;

  @Column('text')
  choice!: 'open' | 'wanted' | 'not-now' | 'explain';

  @Column('text', { nullable: true })
  chosenBy!: string | null;

  @Column('timestamptz', { nullable: true })
  chosenAt!: Date | null;

  /** Why it stands in the plan: the match it came from, or the entitlement line. */
  @Column('jsonb')
  reasons!: PlanItemReasons;

  @Column('integer')
  position!: number;
}
