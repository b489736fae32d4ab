import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CarriedNeed } from '../needs';
import type { ChangedStayer, MovedMember } from '../households';
import type { CarriedLine, CarriedObligors } from '../verification';
import type { RegroupingState } from './regrouping.lifecycle';

/** Into a file of their own, into a file that is there, or the whole file into another (R99). */
export const regroupingKinds = ['split', 'transfer', 'merge'] as const;
export type RegroupingKind = (typeof regroupingKinds)[number];
export const regroupingReasons = [
  'married',
  'own-household',
  'divorced',
  'care',
  'reunited',
  'recorded-wrongly',
  'other',
] as const;
export type RegroupingReason = (typeof regroupingReasons)[number];

/** What has to be put back when it is undone: ids and codes. */
export interface Moved {
  members: MovedMember[];
  stayers: ChangedStayer[];
  lines: CarriedLine[];
  /** Left out in rows from before they went along. */
  obligors?: CarriedObligors;
  needs: CarriedNeed[];
  /** Opened for the new file, so that what went along has an owner (R10). */
  caseId: string | null;
}

/** People who went from one file to another, all at once (R99). */
@Entity('regroupings')
export class Regrouping {
  @PrimaryColumn('uuid')
  id!: string;

  /** The file they were of. */
  @Column('uuid')
  householdId!: string;

  /** The file they are of now. */
  @Column('uuid')
  otherHouseholdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  kind!: RegroupingKind;

  @Column('date')
  effectiveOn!: string;

  @Column('text')
  reason!: RegroupingReason;

  /** Sealed, as is the next. */
  @Column('bytea', { nullable: true })
  noteCiphertext!: Buffer | null;

  /** Why it is right that only minors are left in one of the files. */
  @Column('bytea', { nullable: true })
  noAdultReasonCiphertext!: Buffer | null;

  /** Words from before they were sealed, until the worker has sealed them (by SQL); named here since the table has them. */
  @Column('text', { name: 'note', nullable: true, select: false })
  unsealedNote?: string | null;

  @Column('text', { name: 'no_adult_reason', nullable: true, select: false })
  unsealedReason?: string | null;

  @Column('jsonb')
  moved!: Moved;

  /** What both files were like when it was done. */
  @Column('text')
  mark!: string;

  @Column('text')
  state!: RegroupingState;

  @Column('uuid', { nullable: true })
  doneBy!: string | null;

  @Column('timestamptz')
  doneAt!: Date;

  @Column('uuid', { nullable: true })
  undoneBy!: string | null;

  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null;

  @Column('integer')
  version!: number;
}
