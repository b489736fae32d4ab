import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

export const reserveEntryKinds = ['top-up', 'take-back', 'aid', 'repaid', 'undo'] as const;
export type ReserveEntryKind = (typeof reserveEntryKinds)[number];

/** One booking of a reserve, never changed; what was wrong is undone by a counter entry (R70). */
@Entity('reserve_entries')
export class ReserveEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  reserveId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  kind!: ReserveEntryKind;

  /** Signed: what comes in is above zero. */
  @Column('bigint', { transformer: bigintNumber })
  amountFen!: number;

  /** The balance behind it. */
  @Column('bigint', { transformer: bigintNumber })
  balanceFen!: number;

  /** What an aid was granted on; opaque here. */
  @Column('uuid', { nullable: true })
  applicationId!: string | null;

  /** When the aid was asked for: days to pay (I20). */
  @Column('timestamptz', { nullable: true })
  askedAt!: Date | null;

  /** The entry that this one takes back. */
  @Column('uuid', { nullable: true })
  undoesId!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { nullable: true })
  enteredBy!: string | null;

  @Column('timestamptz')
  enteredAt!: Date;
}
