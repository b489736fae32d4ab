import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LedgerField } from './ledger-fields';

export const takeoverStates = ['chosen', 'taken', 'refused'] as const;

/** A cell that a person wants in a file that is here already; what stands in it stays in the sealed rows. */
@Entity('ledger_takeovers')
export class LedgerTakeover {
  @PrimaryColumn('uuid')
  importId!: string;

  @PrimaryColumn('integer')
  line!: number;

  @PrimaryColumn('text')
  field!: LedgerField;

  @Column('text')
  state!: (typeof takeoverStates)[number];

  /** Why it was not taken. */
  @Column('text', { nullable: true })
  code!: string | null;
}
