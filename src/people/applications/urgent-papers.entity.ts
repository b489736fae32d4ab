import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { UrgentPapersState } from './urgent-papers.lifecycle';

/** The papers of an urgent grant, which come after the money (B24), and what they showed. */
@Entity('urgent_papers')
export class UrgentPapers {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { unique: true })
  applicationId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  state!: UrgentPapersState;

  @Column('timestamptz')
  dueAt!: Date;

  /** When the clock had run out and somebody was told. */
  @Column('timestamptz', { nullable: true })
  raisedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  broughtAt!: Date | null;

  @Column('uuid', { nullable: true })
  broughtBy!: string | null;

  @Column('timestamptz', { nullable: true })
  checkedAt!: Date | null;

  @Column('uuid', { nullable: true })
  checkedBy!: string | null;

  /** What the papers showed; sealed. */
  @Column('bytea', { nullable: true })
  findingCiphertext!: Buffer | null;

  /** What is proposed to be reclaimed. */
  @Column('bigint', { nullable: true, transformer: bigintNumber })
  reclaimFen!: number | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  /** Why it was decided so; sealed. */
  @Column('bytea', { nullable: true })
  groundCiphertext!: Buffer | null;

  @Column('integer')
  version!: number;
}
