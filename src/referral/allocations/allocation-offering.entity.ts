import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an offering could give in an allocation, and what it gives. */
@Entity('allocation_offerings')
export class AllocationOffering {
  @PrimaryColumn('uuid')
  allocationId!: string;

  @PrimaryColumn('uuid')
  offeringId!: string;

  @Column('uuid')
  providerId!: string;

  @Column('integer')
  place!: number;

  /** Null: nobody has said how many; it is asked first and limits nothing. */
  @Column('integer', { nullable: true })
  capacity!: number | null;

  /** Needs that the rules admit to it. */
  @Column('integer')
  wanted!: number;

  @Column('integer')
  taken!: number;

  /** Points that a place costs, in a band; none where few want it. */
  @Column('integer', { nullable: true })
  priceFrom!: number | null;

  @Column('integer', { nullable: true })
  priceTo!: number | null;
}
