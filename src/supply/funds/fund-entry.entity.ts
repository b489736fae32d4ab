import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

/** One entry of a fund's ledger; never changed. */
@Entity('fund_entries')
export class FundEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  fundId!: string;

  @Column('text')
  kind!: 'paid-in' | 'reserved' | 'released' | 'paid-out' | 'returned';

  @Column('bigint', { transformer: bigintNumber })
  amountFen!: number;

  @Column('uuid', { nullable: true })
  requestId!: string | null;

  @Column('uuid', { nullable: true })
  enteredBy!: string | null;

  @Column('timestamptz')
  enteredAt!: Date;

  @Column('text', { nullable: true })
  note!: string | null;
}
