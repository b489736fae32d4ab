import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { EconomyLine } from '../verification';

export const mismatchStates = ['open', 'taken-over', 'explained', 'disputed', 'corrected'] as const;

/**
 * An answer that does not fit the declaration, or that the household contests, to be clarified with it (R65). Amounts a
 * year, property as it stands.
 */
@Entity('check_mismatches')
export class CheckMismatch {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  requestId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  department!: string;

  @Column('text')
  item!: string;

  /** Null where the household contests an item that no declaration is held against. */
  @Column('text', { nullable: true })
  economyKind!: EconomyLine['kind'] | null;

  @Column('text', { nullable: true })
  economyItem!: string | null;

  @Column('bigint', { nullable: true, transformer: bigintNumber })
  answeredFen!: number | null;

  @Column('bigint', { nullable: true, transformer: bigintNumber })
  declaredFen!: number | null;

  @Column('text')
  state!: (typeof mismatchStates)[number];

  /** What the household said, and why it was decided so; sealed. */
  @Column('bytea', { nullable: true })
  noteCiphertext!: Buffer | null;

  @Column('timestamptz')
  openedAt!: Date;

  /** Why the household contests the answer, in its own words; sealed. */
  @Column('bytea', { nullable: true })
  saidCiphertext!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  saidAt!: Date | null;

  /** Of a dispute: when the department has to have answered. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('integer')
  version!: number;
}
