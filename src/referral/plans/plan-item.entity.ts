import { Column, Entity, PrimaryColumn } from 'typeorm';

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

  @Column('text')
  goal!: string;

  @Column('text')
  action!: string;

  @Column('text')
  ownerName!: string;

  @Column('date', { nullable: true })
  dueOn!: string | null;

  @Column('integer', { nullable: true })
  baselineLevel!: number | null;

  @Column('integer', { nullable: true })
  expectedLevel!: number | null;

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

  @Column('jsonb')
  reasons!: unknown;

  @Column('integer')
  position!: number;
}
