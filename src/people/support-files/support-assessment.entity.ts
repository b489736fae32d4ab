import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The six acts of self-care (B23), in the order of the law. */
export const selfCareActs = ['eat', 'dress', 'bed', 'toilet', 'walk', 'bath'] as const;
export type SelfCareAct = (typeof selfCareActs)[number];

/** What somebody found of the six acts on a day, and the level it comes to; never changed. */
@Entity('support_assessments')
export class SupportAssessment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  fileId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('date')
  assessedOn!: string;

  @Column('text', { array: true })
  failedActs!: SelfCareAct[];

  @Column('text')
  level!: string;

  @Column('text')
  packVersion!: string;

  @Column('uuid', { nullable: true })
  assessedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;
}
