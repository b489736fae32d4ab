import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Places of an offering in one month; the database refuses more held than opened. */
@Entity('capacity_balances')
export class CapacityBalance {
  @PrimaryColumn('uuid')
  offeringId!: string;

  @PrimaryColumn('text')
  period!: string;

  @Column('integer')
  opened!: number;

  @Column('integer')
  reserved!: number;

  @Column('integer')
  taken!: number;
}
