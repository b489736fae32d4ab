import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody said against a published opinion (B10), and what they were answered. */
@Entity('application_objections')
export class ApplicationObjection {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  state!: 'open' | 'answered';

  /** Sealed, as the answer is. */
  @Column('bytea', { nullable: true })
  wordsCiphertext!: Buffer | null;

  @Column('bytea', { nullable: true })
  answerCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('uuid', { nullable: true })
  answeredBy!: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;
}
