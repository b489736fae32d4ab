import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One dated right to open one household outside the actor's region: assignment, accepted referral, visit day. */
@Entity('access_grants')
export class AccessGrant {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  /** Who holds it: an account or a provider organisation, exactly one of the two. */
  @Column('uuid', { nullable: true })
  accountId!: string | null;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('text')
  ground!: string;

  /** What the grant comes from, e.g. the referral; ending it ends the grant. */
  @Column('uuid')
  sourceId!: string;

  @Column('timestamptz')
  validFrom!: Date;

  @Column('timestamptz', { nullable: true })
  validUntil!: Date | null;

  /** End by the system's clock; break-glass alone has it, from the trigger of its approval (design 8.9). */
  @Column('timestamptz', { nullable: true })
  systemUntil!: Date | null;
  /** Read by nothing: the approval says until when readings are hidden. It stays for the release before. */
  @Column('timestamptz', { nullable: true })
  hiddenUntil?: Date | null;
  /** Why a person was named or taken off (the protected team); null for grants that follow from something else. */
  @Column('text', { nullable: true })
  reason?: string | null;

  @Column('uuid', { nullable: true })
  grantedBy?: string | null;

  @Column('text', { nullable: true })
  endReason?: string | null;

  @Column('uuid', { nullable: true })
  endedBy?: string | null;
}
