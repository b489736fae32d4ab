import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a record was refused, or what was left out of one that was taken. */
@Entity('import_problems')
export class ImportProblem {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  runId!: string;

  @Column('text')
  file!: string;

  @Column('integer', { nullable: true })
  line!: number | null;

  @Column('text', { nullable: true })
  recordId!: string | null;

  @Column('text')
  code!: string;

  @Column('jsonb')
  params!: Record<string, string | number>;

  @Column('boolean')
  refused!: boolean;

  /** Beginning of the refused record as it was read; empty for a note. */
  @Column('text')
  raw!: string;
}
