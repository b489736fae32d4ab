import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SupportFileState } from './support-file.lifecycle';

/** In an institution, or at home; the person chooses (B21). */
export const supportForms = ['institution', 'at-home'] as const;
export type SupportForm = (typeof supportForms)[number];

/** Died, left by a confirmed exit, or chose the support of orphans as a minor (B23). */
export const supportEnds = ['died', 'exit', 'orphan-support'] as const;
export type SupportEnd = (typeof supportEnds)[number];

/** The file of one person in extreme difficulty (B21-B23); one is open for a person at most. */
@Entity('support_files')
export class SupportFile {
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

  @Column('uuid')
  memberId!: string;

  /** Null where the support was granted before applications were kept here. */
  @Column('uuid', { nullable: true })
  applicationId!: string | null;

  @Column('text')
  state!: SupportFileState;

  @Column('text')
  form!: SupportForm;

  /** The institution, or who cares at home; sealed. */
  @Column('bytea', { nullable: true })
  placeCiphertext!: Buffer | null;

  /** Row of the pack; null until somebody has assessed. */
  @Column('text', { nullable: true })
  careLevel!: string | null;

  @Column('date', { nullable: true })
  assessedOn!: string | null;

  /** What was reported to have changed; sealed. */
  @Column('bytea', { nullable: true })
  changeCiphertext!: Buffer | null;

  /** End of the working days of the re-assessment; null while nothing has changed. */
  @Column('timestamptz', { nullable: true })
  reassessBy!: Date | null;

  /** Null once the file has ended. */
  @Column('date', { nullable: true })
  nextVisitOn!: string | null;

  @Column('date')
  openedOn!: string;

  @Column('uuid', { nullable: true })
  openedBy!: string | null;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('text', { nullable: true })
  endReason!: SupportEnd | null;

  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Column('bytea', { nullable: true })
  endNoteCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  endedBy!: string | null;

  @Column('integer')
  version!: number;
}
