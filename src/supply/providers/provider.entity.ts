import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An organisation that offers help. */
@Entity('providers')
export class Provider {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!:
    | 'social-work-agency'
    | 'charity'
    | 'enterprise'
    | 'department'
    | 'volunteer-group'
    | 'medical'
    | 'care-home'
    | 'other';

  @Column('text', { nullable: true })
  creditCode!: string | null;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  website!: string | null;

  @Column('text', { nullable: true })
  contactName!: string | null;

  @Column('text', { nullable: true })
  introduction!: string | null;

  @Column('text')
  state!: 'applied' | 'approved' | 'refused' | 'suspended' | 'imported';

  @Column('text', { nullable: true })
  decisionReason!: string | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  source!: string | null;

  @Column('text', { nullable: true })
  sourceId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('integer')
  version!: number;
}
