import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person of a household; membership is dated, people can split or merge (R99). */
@Entity('household_members')
export class HouseholdMember {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  relation!: 'head' | 'spouse' | 'child' | 'parent' | 'grandparent' | 'grandchild' | 'sibling' | 'other';

  @Column('text')
  sex!: 'male' | 'female' | 'unknown';

  @Column('date', { nullable: true })
  birthDate!: string | null;

  @Column('text')
  identityKind!: 'resident-id' | 'hmt-permit' | 'foreigner-permit' | 'none-yet';

  @Column('bytea', { nullable: true })
  identityCiphertext!: Buffer | null;

  @Column('bytea', { nullable: true })
  identityIndex!: Buffer | null;

  @Column('bytea', { nullable: true })
  phoneCiphertext!: Buffer | null;

  @Column('bytea', { nullable: true })
  phoneIndex!: Buffer | null;

  @Column('bytea', { nullable: true })
  phoneTailIndex!: Buffer | null;

  @Column('integer', { nullable: true })
  disabilityKind!: number | null;

  @Column('integer', { nullable: true })
  disabilityGrade!: number | null;

  @Column('bytea', { nullable: true })
  disabilityCardCiphertext!: Buffer | null;

  @Column('text')
  workCapacity!: 'full' | 'partial' | 'none' | 'unknown';

  @Column('boolean')
  inEducation!: boolean;

  @Column('text', { nullable: true })
  works!: 'stable' | 'seasonal' | 'flexible' | 'no' | null;

  @Column('text', { nullable: true })
  illness!: 'none' | 'serious' | null;

  /** Does the law count this person in (B5); never why. */
  @Column('boolean', { default: true })
  counted!: boolean;

  /** Brings up a minor child alone; null while nobody has asked. */
  @Column('boolean', { nullable: true })
  singleParent!: boolean | null;

  @Column('uuid', { nullable: true })
  guardianMemberId!: string | null;

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validUntil!: string | null;

  @Column('text', { nullable: true })
  leaveReason!: string | null;

  @Column('integer')
  version!: number;
}
