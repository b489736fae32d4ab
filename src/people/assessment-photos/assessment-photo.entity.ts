import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PictureType } from '../../trust/documents';

/** `none`: nothing looks for malware here; `waiting`: it is locked until somebody could look. */
export const scanStates = ['none', 'waiting', 'clean'] as const;
export type ScanState = (typeof scanStates)[number];

/** A picture beside a filled-in scale; its bytes lie in sealed pieces of their own. */
@Entity('assessment_photos')
export class AssessmentPhoto {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  assessmentId!: string;

  @Column('text')
  mediaType!: PictureType;

  @Column('integer')
  bytes!: number;

  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;

  /** What is to be seen on it; sealed. */
  @Column('bytea', { nullable: true })
  captionCiphertext!: Buffer | null;

  /** Why it was taken away; sealed. */
  @Column('bytea', { nullable: true })
  removalCiphertext!: Buffer | null;

  @Column('text')
  scan!: ScanState;

  @Column('text')
  requestKey!: string;

  @Column('uuid')
  addedBy!: string;

  @Column('timestamptz')
  addedAt!: Date;

  @Column('uuid', { nullable: true })
  removedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  removedAt!: Date | null;

  @Column('integer')
  version!: number;
}
