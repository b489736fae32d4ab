import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A member who must not be told and speaks for nobody: the alleged abuser (B30, B31). */
@Entity('guardian_bars')
export class GuardianBar {
  @PrimaryColumn('uuid')
  memberId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('boolean')
  barred!: boolean;

  /** Why it was set or lifted, sealed. */
  @Column('bytea', { nullable: true })
  reasonCiphertext!: Buffer | null;

  @Column('uuid')
  setBy!: string;

  @Column('timestamptz')
  setAt!: Date;

  @Column('integer')
  version!: number;
}
