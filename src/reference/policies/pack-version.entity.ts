import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A version of a pack that a district has adopted (R2): heads with approver and dates, and rules, whole. Never changed. */
@Entity('pack_versions')
export class PackVersion {
  @PrimaryColumn('uuid')
  id!: string;

  /** Of its uppermost layer. */
  @Column('text', { unique: true })
  code!: string;

  @Column('text')
  districtCode!: string;

  @Column('date')
  effectiveFrom!: string;

  /** Canonical text of heads and rules. */
  @Column('text', { select: false })
  content!: string;

  /** SHA-256 of the content. */
  @Column('text')
  digest!: string;

  @Column('timestamptz')
  adoptedAt!: Date;

  /** Taken back before anybody was decided by it. */
  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;
}
