import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

/** The account of one township for temporary aid (R70): filled by the district, spent by grants, never below zero. */
@Entity('reserves')
export class Reserve {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { unique: true })
  unitId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  /** What it is filled up to. */
  @Column('bigint', { transformer: bigintNumber })
  imprestFen!: number;

  /** Sum of the entries; changes with them, on the locked row. */
  @Column('bigint', { transformer: bigintNumber })
  balanceFen!: number;

  @Column('uuid', { nullable: true })
  openedBy!: string | null;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('integer')
  version!: number;
}
