import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The own identity number of an account, sealed; given of one's own free will, so that own files are noticed (C3). */
@Entity('account_identities')
export class AccountIdentity {
  @PrimaryColumn('uuid')
  accountId!: string;

  @Column('bytea')
  identityCiphertext!: Buffer;

  /** Blind indexes under every key of the ring. */
  @Column('bytea', { array: true })
  identityIndexes!: Buffer[];

  @Column('timestamptz')
  recordedAt!: Date;
}
