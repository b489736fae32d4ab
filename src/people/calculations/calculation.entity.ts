import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the rules of a pack said of a household on a day, with all that it rested on; never changed (design 4). */
@Entity('calculations')
export class Calculation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('date')
  onDay!: string;

  @Column('text')
  engineVersion!: string;

  @Column('text')
  rulesDigest!: string;

  /** Canonical text of the facts; empty once the household is erased, as result and digest are. */
  @Column('text')
  facts!: string;

  /** Whom m1, m2 … of the facts stand for, in their order; null for rows older than that. */
  @Column('uuid', { array: true, nullable: true })
  memberIds!: string[] | null;

  /** The same of the lines l1, l2 … */
  @Column('uuid', { array: true, nullable: true })
  lineIds!: string[] | null;

  /** The same of those who owe support, o1, o2 … */
  @Column('uuid', { array: true, nullable: true })
  obligorIds!: string[] | null;

  @Column('text')
  result!: string;

  /** SHA-256 of the result. */
  @Column('text')
  digest!: string;

  @Column('uuid', { nullable: true })
  madeBy!: string | null;

  @Column('timestamptz')
  madeAt!: Date;
}
