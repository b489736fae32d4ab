import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MandatoryReportState } from './mandatory-report.lifecycle';

/** To whom harm is reported (B30, B31): police 110, civil affairs, the hotline 12345, education, or who else is named. */
export const authorities = ['police', 'civil-affairs', 'hotline', 'education', 'other'] as const;

/** A report that the law demands, opened by a red flag of a scale; one for each assessment. */
@Entity('mandatory_reports')
export class MandatoryReport {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('uuid')
  assessmentId!: string;

  @Column('text')
  instrument!: string;

  /** Codes of the flags that demand it. */
  @Column('text', { array: true })
  flags!: string[];

  @Column('text')
  state!: MandatoryReportState;

  /** Who saw it: secret outside the protected team (B31). */
  @Column('uuid')
  openedBy!: string;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz')
  dueAt!: Date;

  /** When the clock ran out while it was open. */
  @Column('timestamptz', { nullable: true })
  missedAt!: Date | null;

  @Column('text', { nullable: true })
  authority!: (typeof authorities)[number] | null;

  /** Reference and words of the report; sealed, as the reason below. */
  @Column('bytea', { nullable: true })
  toldCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  reportedBy!: string | null;

  /** When the authority was told, as the person says. */
  @Column('timestamptz', { nullable: true })
  reportedAt!: Date | null;

  @Column('bytea', { nullable: true })
  reasonCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  withdrawnBy!: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;

  @Column('integer')
  version!: number;
}
