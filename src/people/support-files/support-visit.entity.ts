import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How the person is, against the visit before. */
export const visitConditions = ['stable', 'better', 'worse'] as const;
export type VisitCondition = (typeof visitConditions)[number];

/** A visit to the person; whoever was not met stays due. Never changed. */
@Entity('support_visits')
export class SupportVisit {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  fileId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('date')
  visitedOn!: string;

  @Column('boolean')
  seen!: boolean;

  /** Null where the person was not met. */
  @Column('text', { nullable: true })
  condition!: VisitCondition | null;

  @Column('bytea', { nullable: true })
  noteCiphertext!: Buffer | null;

  /** When the next one was due after this. */
  @Column('date')
  nextOn!: string;

  @Column('uuid', { nullable: true })
  visitedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;
}
