import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WatchDifferenceState } from './watch-difference.lifecycle';

export const watchSides = ['theirs-not-ours', 'ours-not-theirs'] as const;
export type WatchSide = (typeof watchSides)[number];

/** Where the list of the other desk and ours differ: somebody's work (R105). */
@Entity('watch_differences')
export class WatchDifference {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  listId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  side!: WatchSide;

  @Column('text')
  label!: string;

  @Column('date', { nullable: true })
  since!: string | null;

  /** Null for somebody of whom no file is known. */
  @Column('uuid', { nullable: true })
  householdId!: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  regionPath!: string | null;

  /** Name and identity number of such a person, sealed with a key of the row. */
  @Column('bytea', { nullable: true })
  personCiphertext!: Buffer | null;

  @Column('bytea', { nullable: true })
  personIndex!: Buffer | null;

  @Column('uuid')
  ownerId!: string;

  @Column('text')
  state!: WatchDifferenceState;

  /** Sealed. */
  @Column('bytea', { nullable: true })
  groundCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  leadId!: string | null;

  @Column('uuid', { nullable: true })
  proposalId!: string | null;

  @Column('uuid', { nullable: true })
  answeredBy!: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  @Column('bytea', { nullable: true })
  undoCiphertext!: Buffer | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('integer')
  version!: number;
}
