import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

/** Units and money (fen) of one contract; the database refuses more committed and spent than opened. */
@Entity('contract_balances')
export class ContractBalance {
  @PrimaryColumn('uuid')
  contractId!: string;

  @Column('integer')
  openedUnits!: number;

  @Column('bigint', { transformer: bigintNumber })
  openedFen!: number;

  @Column('integer')
  committedUnits!: number;

  @Column('bigint', { transformer: bigintNumber })
  committedFen!: number;

  @Column('integer')
  spentUnits!: number;

  @Column('bigint', { transformer: bigintNumber })
  spentFen!: number;
}
