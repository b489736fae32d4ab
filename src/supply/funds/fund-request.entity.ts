import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';

/** A request to a fund; two different people approve (R13). */
@Entity('fund_requests')
export class FundRequest {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  fundId!: string;

  @Column('text')
  districtCode!: string;

  @Column('uuid')
  holderId!: string;

  @Column('bigint', { transformer: bigintNumber })
  amountFen!: number;

  @Column('text')
  purpose!: string;

  @Column('text')
  state!: 'draft' | 'approved-once' | 'reserved' | 'paid' | 'refused' | 'released';

  @Column('uuid')
  requestedBy!: string;

  @Column('uuid', { nullable: true })
  firstApprover!: string | null;

  @Column('uuid', { nullable: true })
  secondApprover!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('integer')
  version!: number;
}
