import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A need, per person or per household; a new result opens a new version (A11). */
@Entity('needs')
export class Need {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  code!: string;

  @Column('integer')
  severity!: number;

  @Column('text')
  state!: 'found' | 'confirmed' | 'declined' | 'planned' | 'served' | 'reduced' | 'same' | 'worse' | 'closed';

  @Column('text')
  source!: 'assessment' | 'household' | 'worker';

  @Column('boolean')
  assessed!: boolean;

  @Column('uuid', { array: true })
  assessmentIds!: string[];

  @Column('jsonb')
  evidence!: unknown;

  @Column('text', { nullable: true })
  rootCause!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { nullable: true })
  confirmedByName!: string | null;

  @Column('text', { nullable: true })
  confirmedMode!: string | null;

  @Column('timestamptz')
  foundAt!: Date;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('uuid', { nullable: true })
  replacedBy!: string | null;

  @Column('integer')
  version!: number;
}
