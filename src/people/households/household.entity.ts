import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One household: the file that everything hangs on (R55). */
@Entity('households')
export class Household {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('integer')
  regionId!: number;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  displayName!: string;

  @Column('bytea', { nullable: true })
  addressCiphertext!: Buffer | null;

  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  @Column('text', { array: true })
  languages!: string[];

  @Column('text')
  contactChannel!: 'email' | 'sms' | 'phone' | 'letter' | 'via-worker' | 'none';

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text')
  locale!: string;

  @Column('integer', { nullable: true })
  primaryClass!: number | null;

  @Column('integer', { array: true })
  secondaryClasses!: number[];

  /** Confirmed by a person (R27); null before that, and outside all circles. */
  @Column('text', { nullable: true })
  circle!: 'C1' | 'C2' | 'C3' | 'C4' | null;

  @Column('boolean')
  specialHandling!: boolean;

  @Column('text')
  state!: 'active' | 'merged' | 'closed';

  @Column('uuid', { nullable: true })
  mergedInto!: string | null;

  @Column('uuid', { nullable: true })
  createdBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('integer')
  version!: number;
}
