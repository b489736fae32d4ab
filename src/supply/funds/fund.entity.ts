import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

/** A fund pot: balance, reserved part, ceiling a household (R13). */
@Entity('funds')
export class Fund {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  purpose!: string;

  @Column('text', { nullable: true })
  donorRestriction!: string | null;

  @Column('bigint', { transformer: bigintNumber })
  balanceFen!: number;

  @Column('bigint', { transformer: bigintNumber })
  reservedFen!: number;

  /** Sum that one household may get over all time; 0: no ceiling. */
  @Column('bigint', { transformer: bigintNumber })
  householdCeilingFen!: number;

  /** Order of use (R78). */
  @Column('text')
  layer!: 'special-fund' | 'provincial-fund';

  @Column('text')
  state!: 'open' | 'closed';

  @Column('timestamptz')
  createdAt!: Date;

  @Column('integer')
  version!: number;
}
