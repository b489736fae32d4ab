import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MatchResult } from './match';
import type { MatchSnapshot } from './match-snapshot';

/** A stored match: its inputs and its answer, replayable. */
@Entity('match_runs')
export class MatchRun {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('jsonb')
  snapshot!: MatchSnapshot;

  @Column('jsonb')
  result!: MatchResult;

  @Column('uuid', { nullable: true })
  madeBy!: string | null;

  @Column('timestamptz')
  madeAt!: Date;

  /** A restricted need was among those looked at; the database sets it (R46). */
  @Column({ type: 'boolean', nullable: true, select: false, insert: false, update: false })
  restricted?: boolean | null;
}
