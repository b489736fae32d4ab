import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

/** What a granted application lets flow: who, for what, how much, from which month (B10). A list for the payers, no ledger. */
@Entity('benefit_payments')
export class BenefitPayment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('uuid')
  payeeId!: string;

  @Column('text')
  act!: string;

  @Column('text')
  rhythm!: 'month' | 'once';

  @Column('bigint', { transformer: bigintNumber })
  amountFen!: number;

  /** First day of the first month. */
  @Column('date')
  fromMonth!: string;

  /** The district pays by this list, or the township has paid out of its reserve (R70). */
  @Column('text')
  paidFrom!: 'district' | 'reserve';

  @Column('timestamptz')
  createdAt!: Date;
}
