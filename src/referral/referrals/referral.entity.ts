import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReferralState } from './referral.lifecycle';

/** What a provider may read before it accepts (C3). */
export interface ReferralSummary {
  /** Name of the township, no village. */
  township: string | null;
  /** The person's, or the youngest and oldest of the household: `60-69`. */
  ageBand: string | null;
  languages: string[];
  specialHandling: boolean;
}

export const referralTasks = [
  'find-another',
  'ask-consent',
  'fix-data',
  'ask-papers',
  'widen-area',
  'settle-dispute',
  'ask-household',
  'look-into-stop',
] as const;
/** What waits for the owner (R10). */
export type ReferralTask = (typeof referralTasks)[number];
export const legalGrounds = ['vital-interest', 'statutory-duty', 'mandatory-report'] as const;
export const groundVerdicts = ['upheld', 'not-upheld'] as const;
export const outcomes = ['helped', 'partly', 'not-helped'] as const;
export const confirmationModes = ['self', 'guardian', 'proxy', 'assisted'] as const;

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

  /** Never empty (R10). */
  @Column('uuid')
  ownerAccountId!: string;

  @Column('text')
  state!: ReferralState;

  @Column('text', { nullable: true })
  resumeState!: ReferralState | null;

  @Column('uuid', { nullable: true })
  consentId!: string | null;

  @Column('text', { nullable: true })
  legalGround!: (typeof legalGrounds)[number] | null;

  @Column('text', { nullable: true })
  legalReason!: string | null;

  /** Who chose the ground; a second person reviews it afterwards. */
  @Column('uuid', { nullable: true })
  legalChosenBy!: string | null;

  @Column('uuid', { nullable: true })
  legalReviewedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  legalReviewedAt!: Date | null;

  @Column('text', { nullable: true })
  legalReview!: (typeof groundVerdicts)[number] | null;

  /** Items that may be released: what the consent left standing (written by the database), or what the ground covers. */
  @Column('text', { array: true, nullable: true })
  sharedItems!: string[] | null;

  /** The consent behind it was taken back or has run out (A11); written by the database in that very transaction. */
  @Column('timestamptz', { nullable: true })
  sharingEndedAt!: Date | null;

  /** Its capacity is unknown: the provider is asked, nothing is reserved. */
  @Column('boolean')
  askFirst!: boolean;

  @Column('text', { nullable: true })
  capacityPeriod!: string | null;

  @Column('text', { nullable: true })
  message!: string | null;

  @Column('text', { nullable: true })
  safetyNote!: string | null;

  @Column('jsonb')
  summary!: ReferralSummary;

  /** Offerings to ask next, in order. */
  @Column('uuid', { array: true })
  candidates!: string[];

  /** Offerings asked before this one. */
  @Column('uuid', { array: true })
  asked!: string[];

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

  @Column('boolean')
  declineShared!: boolean;

  @Column('text', { nullable: true })
  declinePrivateNote!: string | null;

  @Column('timestamptz', { nullable: true })
  scheduledFor!: Date | null;

  /** The provider moved a visit away after the door was released (C3); null again once staff moved it or somebody came. */
  @Column('timestamptz', { nullable: true })
  visitMovedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  @Column('text', { nullable: true })
  confirmedMode!: (typeof confirmationModes)[number] | null;

  @Column('text', { nullable: true })
  confirmedByName!: string | null;

  @Column('text', { nullable: true })
  disputeText!: string | null;

  @Column('text', { nullable: true })
  task!: ReferralTask | null;

  @Column('timestamptz', { nullable: true })
  taskDueAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: (typeof outcomes)[number] | null;

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

  /** A restricted flag of a scale stands behind its need (B30, B31); the database sets it. */
  @Column({ type: 'boolean', nullable: true, select: false, insert: false, update: false })
  restricted?: boolean | null;
}
