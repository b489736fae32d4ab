import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { bigintNumber } from '../../platform/database';

/** A contract of purchased service: term, quantity, price, budget (R73, R77); what is used of it stands in its balance. */
@Entity('contracts')
@Unique(['districtCode', 'number'])
export class Contract {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  number!: string;

  @Column('uuid')
  providerId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  title!: string;

  @Column('date')
  startsOn!: string;

  @Column('date')
  endsOn!: string;

  @Column('text')
  unit!: string;

  @Column('bigint', { transformer: bigintNumber })
  unitPriceFen!: number;

  @Column('integer')
  quantity!: number;

  @Column('bigint', { transformer: bigintNumber })
  budgetFen!: number;

  @Column('text')
  state!: 'draft' | 'signed' | 'ended';

  @Column('timestamptz')
  createdAt!: Date;

  @Column('integer')
  version!: number;
}
