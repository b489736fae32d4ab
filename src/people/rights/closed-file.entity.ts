import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that is closed to everybody: frozen until no law wants it kept, then erased (PIPL 47). */
@Entity('closed_files')
export class ClosedFile {
  @PrimaryColumn('uuid')
  householdId!: string;

  @Column('text')
  number!: string;

  @Column('text')
  districtCode!: string;

  /** Where the file was when it was closed. */
  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  state!: 'frozen' | 'erased';

  /** Code of the retention table; null when nothing wants it kept. */
  @Column('text', { nullable: true })
  keptFor!: string | null;

  @Column('uuid', { nullable: true })
  requestId!: string | null;

  @Column('timestamptz')
  frozenAt!: Date;

  @Column('date')
  eraseAfter!: string;

  @Column('timestamptz', { nullable: true })
  erasedAt!: Date | null;
}
