import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is known of one outside record: its digest, the offering it became, and who gave it its code. */
@Entity('import_records')
export class ImportRecord {
  @PrimaryColumn('text')
  districtCode!: string;

  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  sourceId!: string;

  @Column('text')
  digest!: string;

  @Column('uuid')
  offeringId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  state!: 'mapped' | 'unmapped' | 'decided';

  @Column('text', { nullable: true })
  code!: string | null;

  /** Best guess of the rules, also where it was too weak to be taken. */
  @Column('text', { nullable: true })
  proposedCode!: string | null;

  @Column('real', { nullable: true })
  confidence!: number | null;

  /** Hash of the first outside term's code: records that share it are mapped together. */
  @Column('text', { nullable: true })
  termHash!: string | null;

  @Column('text', { nullable: true })
  termName!: string | null;

  /** What stood before a person decided; null: it was waiting. */
  @Column('text', { nullable: true })
  codeBefore!: string | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;
}
