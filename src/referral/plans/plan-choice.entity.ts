import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was said to one card of the menu; the newest word counts, none is overwritten (R34). */
@Entity('plan_choices')
export class PlanChoice {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  planId!: string;

  @Column('uuid')
  needId!: string;

  @Column('uuid')
  offeringId!: string;

  @Column('text')
  choice!: 'wanted' | 'not-now' | 'explain';

  @Column('text')
  chosenByName!: string;

  @Column('text')
  chosenMode!: 'self' | 'guardian' | 'proxy' | 'assisted';

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  chosenAt!: Date;
}
