import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An unmet need that nobody here can serve now (R97, I8). */
@Entity('gaps')
export class Gap {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  needId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  code!: string;

  @Column('integer')
  severity!: number;

  @Column('text')
  cause!: 'no-supply' | 'not-eligible' | 'full' | 'too-far' | 'no-money' | 'declined';

  @Column('text')
  month!: string;

  @Column('text')
  state!: 'open' | 'closed';

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  /** A restricted flag of a scale stands behind its need (B30, B31); the database sets it. */
  @Column({ type: 'boolean', nullable: true, select: false, insert: false, update: false })
  restricted?: boolean | null;
}
