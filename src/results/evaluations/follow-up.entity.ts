import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FollowUpState, NeedChange } from './follow-up.lifecycle';

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
  state!: FollowUpState;

  @Column('text', { nullable: true })
  finding!: string | null;

  @Column('text', { nullable: true })
  needChange!: NeedChange | null;

  @Column('uuid', { nullable: true })
  doneBy!: string | null;

  @Column('timestamptz', { nullable: true })
  doneAt!: Date | null;

  @Column('integer')
  version!: number;

  /** It belongs to a restricted referral; the database sets it (R46). */
  @Column({ type: 'boolean', nullable: true, select: false, insert: false, update: false })
  restricted?: boolean | null;
}
