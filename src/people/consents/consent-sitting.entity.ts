import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One sitting: the sheet whose lines are consents, and the receipt over their answers (R98). */
@Entity('consent_sittings')
export class ConsentSitting {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  textVersion!: string;

  @Column('timestamptz')
  askedAt!: Date;

  /** When the last line was answered. */
  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  /** SHA-256 over the canonical content, 64 hexadecimal digits. */
  @Column('text', { nullable: true })
  receiptDigest!: string | null;

  @Column('integer')
  version!: number;
}
