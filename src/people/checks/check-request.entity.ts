import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why the departments are asked (B16). */
export const checkPurposes = ['application', 'recheck', 'change', 'sample'] as const;

/** One question about a household to the departments (R93). */
@Entity('check_requests')
export class CheckRequest {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  purpose!: (typeof checkPurposes)[number];

  /** The pack whose catalogue was asked. */
  @Column('text')
  packVersion!: string;

  @Column('uuid', { nullable: true })
  requestedBy!: string | null;

  @Column('timestamptz')
  requestedAt!: Date;

  /** When no line was waited for any more; files may still come. */
  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
