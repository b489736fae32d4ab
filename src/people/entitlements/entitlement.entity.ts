import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EntitlementState } from './entitlement.lifecycle';

/** One line of the policy-first checklist (R7). Granted without a document number = reported, not determined (R3). */
@Entity('entitlements')
export class Entitlement {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('text')
  line!: string;

  @Column('text')
  state!: EntitlementState;

  @Column('date', { nullable: true })
  appliedOn!: string | null;

  /** Day on which what was granted began; null in all other states. */
  @Column('date', { nullable: true })
  grantedFrom!: string | null;

  @Column('text', { nullable: true })
  documentNumber!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('integer')
  version!: number;
}
