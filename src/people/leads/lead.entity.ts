import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A hint that somebody may need help (R54). */
@Entity('leads')
export class Lead {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('integer')
  regionId!: number;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  channel!: 'reporter' | 'self' | 'proxy' | 'screening' | 'hotline' | 'signal' | 'provider';

  @Column('text', { nullable: true })
  reporterTeam!: string | null;

  @Column('text', { nullable: true })
  reporterName!: string | null;

  @Column('uuid', { nullable: true })
  reporterAccountId!: string | null;

  @Column('text')
  personDescription!: string;

  @Column('text')
  whereabouts!: string;

  @Column('text')
  observed!: string;

  @Column('bytea', { nullable: true })
  contactPhoneCiphertext!: Buffer | null;

  @Column('text')
  urgency!: 'normal' | 'soon' | 'emergency';

  @Column('text')
  state!: 'new' | 'triaged' | 'verified' | 'duplicate' | 'not-need' | 'unreachable';

  @Column('integer')
  attempts!: number;

  @Column('text', { nullable: true })
  triageNote!: string | null;

  @Column('uuid', { nullable: true })
  householdId!: string | null;

  @Column('uuid', { nullable: true })
  ownerAccountId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('integer')
  version!: number;
}
