import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The look-back after closing, at 3 and 6 months (R20, R58). */
@Entity('follow_ups')
export class FollowUp {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  referralId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('integer')
  months!: number;

  @Column('date')
  dueOn!: string;

  @Column('uuid')
  ownerAccountId!: string;

  @Column('text')
  state!: 'planned' | 'due' | 'done' | 'unreachable';

  @Column('text', { nullable: true })
  finding!: string | null;

  @Column('text', { nullable: true })
  needChange!: 'reduced' | 'same' | 'worse' | null;

  @Column('uuid', { nullable: true })
  doneBy!: string | null;

  @Column('timestamptz', { nullable: true })
  doneAt!: Date | null;

  @Column('integer')
  version!: number;
}
