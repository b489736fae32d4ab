import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one holder keeps of an offering: reserved until its clock ends, or taken. */
@Entity('capacity_holdings')
export class CapacityHolding {
  @PrimaryColumn('uuid')
  holderId!: string;

  @Column('uuid')
  offeringId!: string;

  @Column('text')
  period!: string;

  @Column('integer')
  quantity!: number;

  @Column('text')
  state!: 'reserved' | 'taken' | 'released';

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;
}
