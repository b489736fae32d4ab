import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One referral of one need to one offering: the centre of the loop (R22, A11). */
@Entity('referrals')
export class Referral {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  needId!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('uuid')
  caseId!: string;

  @Column('uuid', { nullable: true })
  planId!: string | null;

  @Column('uuid', { nullable: true })
  planItemId!: string | null;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('uuid')
  offeringId!: string;

  @Column('uuid')
  providerId!: string;

  @Column('text')
  needCode!: string;

  @Column('uuid')
  ownerAccountId!: string;

  @Column('text')
  state!:
    | 'draft'
    | 'consented'
    | 'sent'
    | 'accepted'
    | 'declined'
    | 'expired'
    | 'scheduled'
    | 'in-service'
    | 'on-hold'
    | 'completed'
    | 'stopped'
    | 'confirmed-by-household'
    | 'disputed'
    | 'recalled'
    | 'forwarded'
    | 'obsolete'
    | 'closed';

  @Column('text', { nullable: true })
  resumeState!: string | null;

  @Column('uuid', { nullable: true })
  consentId!: string | null;

  @Column('boolean')
  askFirst!: boolean;

  @Column('text', { nullable: true })
  capacityPeriod!: string | null;

  @Column('text', { nullable: true })
  message!: string | null;

  @Column('text', { nullable: true })
  safetyNote!: string | null;

  @Column('uuid', { array: true })
  candidates!: string[];

  @Column('uuid', { nullable: true })
  previousId!: string | null;

  @Column('uuid', { nullable: true })
  nextId!: string | null;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  answerDueAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  @Column('text', { nullable: true })
  declineReason!: string | null;

  @Column('text', { nullable: true })
  declineMessage!: string | null;

  @Column('text', { nullable: true })
  declinePrivateNote!: string | null;

  @Column('timestamptz', { nullable: true })
  scheduledFor!: Date | null;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  @Column('text', { nullable: true })
  confirmedMode!: string | null;

  @Column('text', { nullable: true })
  disputeText!: string | null;

  @Column('text', { nullable: true })
  outcome!: 'helped' | 'partly' | 'not-helped' | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('text', { nullable: true })
  closeReason!: string | null;

  @Column('uuid', { nullable: true })
  createdBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('integer')
  version!: number;
}
