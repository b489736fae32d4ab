import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a household asks about its own data, and what a person has decided (PIPL 44–50). */
@Entity('rights_requests')
export class RightsRequest {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  kind!: 'see' | 'copy' | 'correct' | 'object' | 'delete' | 'explain';

  @Column('text', { nullable: true })
  targetKind!: 'classification' | 'match' | null;

  @Column('uuid', { nullable: true })
  targetId!: string | null;

  @Column('text', { nullable: true })
  words!: string | null;

  /** What should be corrected. */
  @Column('text', { nullable: true })
  field!: string | null;

  @Column('text')
  askedAs!: 'self' | 'guardian' | 'proxy' | 'next-of-kin';

  @Column('text')
  askerName!: string;

  /** How it was made sure who asks. */
  @Column('text')
  identityCheck!:
    'link-and-pin' | 'known-person' | 'identity-document' | 'written-mandate' | 'death-and-kinship-papers';

  @Column('text', { nullable: true })
  identityNote!: string | null;

  /** Null when the household asked on its own page. */
  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  /** Null until somebody takes it, where the household has no lead worker. */
  @Column('uuid', { nullable: true })
  ownerAccountId!: string | null;

  @Column('text')
  state!: 'received' | 'in-work' | 'granted' | 'partly-granted' | 'refused' | 'withdrawn';

  @Column('text', { nullable: true })
  decisionReason!: string | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('timestamptz')
  dueAt!: Date;

  /** Of a granted deletion: until this day the file is frozen. */
  @Column('date', { nullable: true })
  eraseAfter!: string | null;

  /** Of a granted copy: so long it waits to be fetched, once as a file and once as a page. */
  @Column('timestamptz', { nullable: true })
  copyUntil!: Date | null;

  @Column('timestamptz', { nullable: true })
  copyFileTakenAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  copyPageTakenAt!: Date | null;

  @Column('integer')
  version!: number;
}
