import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { OfferingDetails, OfferingEligibility, OfferingSchedule } from './offering-terms';

/** What can be asked for: service, area, eligibility, hours, places. */
@Entity('offerings')
export class Offering {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('uuid')
  providerId!: string;

  @Column('text')
  districtCode!: string;

  @Column('integer', { nullable: true })
  areaRegionId!: number | null;

  @Column({ type: 'text', collation: 'C' })
  areaPath!: string;

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { array: true })
  extraCodes!: string[];

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text')
  side!: 'government' | 'society';

  @Column('jsonb')
  eligibility!: OfferingEligibility;

  @Column('jsonb')
  schedule!: OfferingSchedule;

  @Column('jsonb')
  details!: OfferingDetails;

  @Column('text', { array: true })
  languages!: string[];

  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  @Column('integer', { nullable: true })
  radiusMetres!: number | null;

  @Column('text')
  mode!: 'home' | 'site' | 'remote' | 'goods' | 'money';

  @Column('bigint', { transformer: bigintNumber })
  priceFen!: number;

  @Column('text')
  priceUnit!: string;

  @Column('text')
  payer!: 'free' | 'contract' | 'fund' | 'household';

  @Column('uuid', { nullable: true })
  contractId!: string | null;

  @Column('uuid', { nullable: true })
  fundId!: string | null;

  @Column('text', { nullable: true })
  requiredCredential!: string | null;

  @Column('boolean')
  capacityKnown!: boolean;

  @Column('integer', { nullable: true })
  capacityPerPeriod!: number | null;

  @Column('text')
  state!: 'draft' | 'listed' | 'paused' | 'closed' | 'unmapped';

  @Column('text', { nullable: true })
  pauseReason!: string | null;

  @Column('date', { nullable: true })
  confirmedOn!: string | null;

  @Column('text', { nullable: true })
  contactPhone!: string | null;

  @Column('text', { nullable: true })
  source!: string | null;

  @Column('text', { nullable: true })
  sourceId!: string | null;

  @Column('text', { nullable: true })
  sourceDigest!: string | null;

  @Column('uuid', { nullable: true })
  createdBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('integer')
  version!: number;
}
