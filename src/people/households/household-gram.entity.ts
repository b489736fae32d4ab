import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One letter or pair of letters of a member's name, for the search (design 8.2). */
@Entity('household_grams')
export class HouseholdGram {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  gram!: string;

  @PrimaryColumn('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @PrimaryColumn('uuid')
  householdId!: string;
}
