import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { economyMethods, EconomyKind, EconomyPeriod } from './economy-items';

/** One line of the declared income, spending or property (R81, B7, B9). */
@Entity('economy_lines')
export class EconomyLine {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('text')
  kind!: EconomyKind;

  @Column('text')
  item!: string;

  @Column('bigint', { transformer: bigintNumber })
  amountFen!: number;

  @Column('text')
  period!: EconomyPeriod;

  @Column('text')
  method!: (typeof economyMethods)[number];

  @Column('date')
  asOf!: string;

  /** Of income from a flexible job: row of the pack that it is compared with (R65). */
  @Column('text', { nullable: true })
  trade!: string | null;

  /** Of a thing: row of the pack on which it is left out of the property (R67), and why it is one of those. */
  @Column('text', { nullable: true })
  exemptOn!: string | null;

  @Column('text', { nullable: true })
  exemptReason!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  /** No longer true since then; an ended line stays in the file. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('integer')
  version!: number;
}
