import { Column, Entity, PrimaryColumn } from 'typeorm';

export const unitTiers = ['window', 'station', 'centre', 'authority'] as const;
export type UnitTier = (typeof unitTiers)[number];

/** A service point of one tier and its catchment; the operator is not the authority (R6, R14). */
@Entity('units')
export class Unit {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  tier!: UnitTier;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer' })
  regionId!: number;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column({ type: 'text' })
  districtCode!: string;

  @Column({ type: 'text', nullable: true })
  operatorName!: string | null;

  @Column({ type: 'text', nullable: true })
  phone!: string | null;

  @Column({ type: 'date' })
  validFrom!: string;

  @Column({ type: 'date', nullable: true })
  validTo!: string | null;
}
