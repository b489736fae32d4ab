import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One run of an import, from the upload (or the chore) to its end; the last five counts add up to `read`. */
@Entity('import_runs')
export class ImportRunRow {
  @PrimaryColumn('uuid')
  id!: string;

  /** A district, or `directory:<source>`: a directory of its own. */
  @Column('text')
  districtCode!: string;

  @Column('text')
  kind!: 'hsds' | 'csv' | 'sheet';

  @Column('text')
  source!: string;

  @Column('text')
  fileName!: string;

  /** Name of the column mapping of a flat list. */
  @Column('text', { nullable: true })
  mapping!: string | null;

  /** Whose offerings a spreadsheet lists. */
  @Column('uuid', { nullable: true })
  providerId!: string | null;

  @Column('boolean')
  dryRun!: boolean;

  @Column('text')
  state!: 'uploaded' | 'queued' | 'running' | 'done' | 'incomplete' | 'failed' | 'cancelled';

  @Column('integer')
  read!: number;

  @Column('integer')
  created!: number;

  @Column('integer')
  updated!: number;

  @Column('integer')
  unchanged!: number;

  @Column('integer')
  unmapped!: number;

  @Column('integer')
  rejected!: number;

  @Column('uuid', { nullable: true })
  jobRunId!: string | null;

  @Column('text', { nullable: true })
  requestKey!: string | null;

  @Column('uuid', { nullable: true })
  requestedBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
