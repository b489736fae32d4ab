import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SupportAgreementState } from './support-agreement.lifecycle';

/** A care agreement: who cares, for what, from when until when. No two of a file on one day. */
@Entity('support_agreements')
export class SupportAgreement {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  fileId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  state!: SupportAgreementState;

  @Column('bytea', { nullable: true })
  carerCiphertext!: Buffer | null;

  @Column('bytea', { nullable: true })
  dutiesCiphertext!: Buffer | null;

  @Column('date')
  signedOn!: string;

  @Column('date')
  startsOn!: string;

  /** Last day as agreed. */
  @Column('date')
  untilOn!: string;

  /** Last day where it was ended before. */
  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Column('bytea', { nullable: true })
  endNoteCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('integer')
  version!: number;
}
