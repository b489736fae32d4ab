import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The work on a household: one holding tier and one lead worker at a time (R6). */
@Entity('cases')
export class CaseFile {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  tier!: 'window' | 'station' | 'centre';

  @Column('uuid')
  unitId!: string;

  @Column('uuid')
  leadWorkerId!: string;

  @Column('text')
  state!:
    | 'intake'
    | 'policy-first'
    | 'assessment'
    | 'planning'
    | 'in-service'
    | 'evaluation'
    | 'closed'
    | 'follow-up'
    | 'archived'
    | 'waiting-consent'
    | 'suspended';

  @Column('text', { nullable: true })
  resumeState!: string | null;

  @Column('boolean')
  emergency!: boolean;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('text', { nullable: true })
  closeReason!: string | null;

  @Column('integer')
  version!: number;
}
