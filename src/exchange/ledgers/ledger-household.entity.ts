import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What became of a household of a ledger; the file it opened may have been taken away again. */
@Entity('ledger_households')
export class LedgerHouseholdRow {
  @PrimaryColumn('uuid')
  importId!: string;

  @PrimaryColumn('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('integer')
  firstLine!: number;

  /** Blind index of what tells the household in its ledger. */
  @Column('bytea')
  keyIndex!: Buffer;

  /** Blind index of all that its rows say. */
  @Column('bytea')
  contentIndex!: Buffer;

  /** As the ledger says; nobody has confirmed it (R3, R27). */
  @Column('text', { nullable: true })
  reportedCircle!: 'C1' | 'C2' | 'C3' | 'C4' | null;

  /** When the machine proposes class and circle for the first time (R30). */
  @Column('date', { nullable: true })
  reviewOn!: string | null;

  @Column('text')
  state!: 'written' | 'undone' | 'left';

  @Column('integer')
  memberCount!: number;

  @Column('timestamptz')
  writtenAt!: Date;
}
