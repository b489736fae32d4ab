import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldSheetState } from './field-sheet.lifecycle';

/** What one device has sent of one scale; its operations are sealed for the household. */
@Entity('field_sheets')
export class FieldSheet {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  sheetKey!: string;

  @Column('uuid')
  takeAlongId!: string;

  @Column('uuid')
  assessorId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('text')
  districtCode!: string;

  /** With version, mode and member: not known before the first operation of the sheet has come. */
  @Column('text', { nullable: true })
  instrument!: string | null;

  @Column('text', { nullable: true })
  instrumentVersion!: string | null;

  @Column('text', { nullable: true })
  mode!: 'self' | 'proxy' | 'observed' | null;

  @Column('bytea', { nullable: true })
  operationsCiphertext!: Buffer | null;

  /** Questions with an answer. */
  @Column('integer')
  answered!: number;

  /** As the device has counted it; the only time of a device that is kept, since its clock may be years off. */
  @Column('integer', { nullable: true })
  elapsedSeconds!: number | null;

  @Column('text')
  state!: FieldSheetState;

  @Column('text', { nullable: true })
  refusal!: string | null;

  @Column('uuid', { nullable: true })
  assessmentId!: string | null;

  /** Why its assessor has set it aside; sealed. */
  @Column('bytea', { nullable: true })
  reasonCiphertext!: Buffer | null;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('integer')
  version!: number;
}
