import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody opened or searched unusually many files in one hour; counts only, never which (C2, C3). */
@Entity('browsing_alarms')
export class BrowsingAlarm {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Column('timestamptz')
  hour!: Date;

  @Column('text', { nullable: true })
  districtCode!: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  regionPath!: string | null;

  @Column('integer')
  files!: number;

  @Column('integer')
  searches!: number;

  @Column('integer')
  vainSearches!: number;

  @Column('integer')
  emergencies!: number;

  @Column('text')
  state!: 'open' | 'looked-into';

  @Column('timestamptz')
  raisedAt!: Date;

  @Column('uuid', { nullable: true })
  lookedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  lookedAt!: Date | null;

  @Column('text', { nullable: true })
  finding!: string | null;

  @Column('integer')
  version!: number;
}
