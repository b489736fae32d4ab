import { Column, Entity, PrimaryColumn } from 'typeorm';

export const visitResults = ['meets', 'does-not-meet', 'unclear'] as const;
export type VisitResult = (typeof visitResults)[number];

/** What named people found when they were there (B10); signed by both, never changed. */
@Entity('application_visits')
export class ApplicationVisit {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('date')
  visitedOn!: string;

  @Column('uuid', { array: true })
  investigatorIds!: string[];

  @Column('text')
  result!: VisitResult;

  /** What they saw; sealed. */
  @Column('bytea', { nullable: true })
  noteCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;
}
