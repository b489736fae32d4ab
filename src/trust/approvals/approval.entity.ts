import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApprovalState } from './approval.lifecycle';

/**
 * `break-glass`: a file out of reach, in an emergency (C3). `field-group`: fields that C3 marks A, e.g. those about
 * children (C1). `numbered-request`: the identified view of a supervisor, who comes with a document (R88).
 */
export const approvalKinds = ['break-glass', 'field-group', 'numbered-request'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** Groups of fields of the table C3 that somebody may ask for. */
export const askableGroups = ['identity', 'contact', 'economy', 'protected'] as const;
export type AskableGroup = (typeof askableGroups)[number];

export const reviewResults = ['justified', 'not-justified'] as const;
export type ReviewResult = (typeof reviewResults)[number];

/** A request that a second person decides, with what came of it. */
@Entity('approvals')
export class Approval {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  kind!: ApprovalKind;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  householdNumber!: string;

  @Column('text')
  districtCode!: string;

  @Column('text', { array: true })
  fieldGroups!: AskableGroup[];

  /** Of the request that a supervisor brings along (R88). */
  @Column('text', { nullable: true })
  documentNumber!: string | null;

  @Column('text')
  reason!: string;

  @Column('text')
  state!: ApprovalState;

  @Column('uuid')
  requestedBy!: string;

  @Column('uuid', { nullable: true })
  requestedUnitId!: string | null;

  @Column('timestamptz')
  requestedAt!: Date;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  decisionNote!: string | null;

  /** Both by the system's clock, written by a trigger. */
  @Column('timestamptz', { nullable: true })
  startsAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;

  /** Why the household is told later than at once. */
  @Column('text', { nullable: true })
  noticeDelayReason!: string | null;

  @Column('timestamptz', { nullable: true })
  noticeDueAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  noticedAt!: Date | null;

  @Column('uuid', { nullable: true })
  reviewedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  reviewedAt!: Date | null;

  @Column('text', { nullable: true })
  reviewResult!: ReviewResult | null;

  @Column('text', { nullable: true })
  reviewText!: string | null;

  @Column('integer')
  version!: number;
}
