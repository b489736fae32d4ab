import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A version of the household's plan (R19, R55). */
@Entity('plans')
@Unique(['number', 'planVersion'])
export class Plan {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  number!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  caseId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('integer')
  planVersion!: number;

  @Column('text')
  state!: 'draft' | 'offered' | 'confirmed' | 'superseded' | 'closed';

  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('text', { nullable: true })
  noFamilySelfReason!: string | null;

  @Column('text', { nullable: true })
  noEducationReason!: string | null;

  @Column('text', { nullable: true })
  changeReason!: string | null;

  @Column('text', { nullable: true })
  signedByName!: string | null;

  @Column('text', { nullable: true })
  signedMode!: 'self' | 'guardian' | 'proxy' | 'assisted' | 'refused' | null;

  @Column('uuid', { nullable: true })
  createdBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  @Column('integer')
  version!: number;
}
