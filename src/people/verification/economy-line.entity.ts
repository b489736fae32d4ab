import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

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
  kind!: 'income' | 'expenditure' | 'asset';

  @Column('text')
  item!: string;

  @Column('bigint', { transformer: bigintNumber })
  amountFen!: number;

  @Column('text')
  period!: 'month' | 'year' | 'once';

  @Column('text')
  method!: 'payslip' | 'industry-average' | 'declared' | 'checked';

  @Column('date')
  asOf!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('integer')
  version!: number;
}
