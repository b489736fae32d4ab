import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const regionLevels = ['province', 'city', 'county', 'township', 'village'] as const;
export type RegionLevel = (typeof regionLevels)[number];

/** One administrative division during one span of time (B48). Rows elsewhere hold its id, never its code (design 8.6). */
@Entity('regions')
export class Region {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' })
  id!: number;

  /** Statistics code of its day: 2, 4, 6, 9 or 12 digits. */
  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  level!: RegionLevel;

  @Column({ type: 'integer', nullable: true })
  parentId!: number | null;

  /** Ids from the province down to here, each followed by a slash: `1/5/9/`. */
  @Column({ type: 'text', collation: 'C' })
  path!: string;

  /** Opaque key of the county it was loaded under; null above county. */
  @Column({ type: 'text', nullable: true })
  districtCode!: string | null;

  @Column({ type: 'double precision', nullable: true })
  latitude!: number | null;

  @Column({ type: 'double precision', nullable: true })
  longitude!: number | null;

  @Column({ type: 'date' })
  validFrom!: string;

  @Column({ type: 'date', nullable: true })
  validTo!: string | null;

  @Column({ type: 'integer', nullable: true })
  successorId!: number | null;
}
