import { Column, Entity, PrimaryColumn } from 'typeorm';

export const proofKinds = [
  'birth-certificate',
  'household-register',
  'adoption-paper',
  'court-paper',
  'committee-letter',
] as const;

/** One consent: scope, receiver, items, until when (R98). */
@Entity('consents')
export class Consent {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  scope!: 'assessment' | 'referral' | 'policy-check' | 'evaluation';

  @Column('text')
  receiverKind!: 'provider' | 'provider-kind' | 'department' | 'unit' | 'evaluator';

  @Column('uuid', { nullable: true })
  receiverId!: string | null;

  @Column('text')
  receiverName!: string;

  @Column('text', { array: true })
  items!: string[];

  @Column('text', { array: true })
  struckItems!: string[];

  @Column('uuid', { nullable: true })
  givenByMemberId!: string | null;

  @Column('text')
  givenByName!: string;

  @Column('text')
  mode!: 'self' | 'guardian' | 'proxy' | 'assisted';

  @Column('text')
  state!: 'asked' | 'given' | 'refused' | 'withdrawn' | 'expired' | 'superseded';

  @Column('text')
  textVersion!: string;

  @Column('timestamptz')
  askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  givenAt!: Date | null;

  @Column('date')
  validUntil!: string;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  /** The sheet it is a line of; null for consents older than sittings. */
  @Column('uuid', { nullable: true })
  sittingId!: string | null;

  /** The one member it is about; null: the household. */
  @Column('uuid', { nullable: true })
  aboutMemberId!: string | null;

  /** With which paper a guardian spoke (PIPL 31), its number or description sealed, and who saw it when. */
  @Column('text', { nullable: true })
  proofKind!: (typeof proofKinds)[number] | null;

  @Column('bytea', { nullable: true })
  proofCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  proofCheckedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  proofCheckedAt!: Date | null;

  /** A giver of 14 to 17 signed with the knowledge of the guardian; null in older rows. */
  @Column('boolean', { nullable: true })
  guardianInformed!: boolean | null;

  @Column('integer')
  version!: number;

  /** Its receiver would tell of a restricted need; the database sets it (R46). */
  @Column({ type: 'boolean', nullable: true, select: false, insert: false, update: false })
  restricted?: boolean | null;
}
