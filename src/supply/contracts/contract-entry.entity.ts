import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

/** One entry of a contract's ledger; never changed. */
@Entity('contract_entries')
export class ContractEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  contractId!: string;

  @Column('text')
  kind!: 'opened' | 'corrected' | 'committed' | 'released' | 'spent' | 'returned';

  @Column('integer')
  units!: number;

  @Column('bigint', { transformer: bigintNumber })
  amountFen!: number;

  /** Whose order it is, e.g. the referral. */
  @Column('uuid', { nullable: true })
  holderId!: string | null;

  /** The piece of service that was paid. */
  @Column('uuid', { nullable: true })
  sourceId!: string | null;

  @Column('uuid', { nullable: true })
  enteredBy!: string | null;

  @Column('timestamptz')
  enteredAt!: Date;

  @Column('text', { nullable: true })
  note!: string | null;
}
