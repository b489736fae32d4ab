import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A stored match: its inputs and its answer, replayable. */
@Entity('match_runs')
export class MatchRun {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('jsonb')
  snapshot!: unknown;

  @Column('jsonb')
  result!: unknown;

  @Column('uuid', { nullable: true })
  madeBy!: string | null;

  @Column('timestamptz')
  madeAt!: Date;
}
