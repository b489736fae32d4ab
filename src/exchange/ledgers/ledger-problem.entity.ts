import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is wrong with a row of a ledger, or what was left out of it; never what stood in the cell. */
@Entity('ledger_problems')
export class LedgerProblem {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  importId!: string;

  @Column('integer')
  line!: number;

  @Column('text', { nullable: true })
  field!: string | null;

  @Column('text')
  code!: string;

  @Column('jsonb')
  params!: Record<string, string | number>;

  @Column('boolean')
  refused!: boolean;
}
