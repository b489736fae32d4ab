import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NeedState } from './need.lifecycle';

/** What speaks for a need: answers of a scale (items, no values), or the words of the person who entered it. */
export type NeedEvidence =
  | {
      kind: 'assessment';
      assessmentId: string;
      instrument: string;
      severity: number;
      items: string[];
      at: string;
      everyDays?: number;
    }
  | { kind: 'statement'; text: string; by: string; at: string };

/** Cause-of-poverty field of R40 and R95. */
export const rootCauses = [
  'ability',
  'opportunity',
  'illness',
  'disability',
  'disaster',
  'study',
  'family',
  'other',
] as const;
export type RootCause = (typeof rootCauses)[number];

/** How the household said yes: by itself, through guardian or proxy, or with a worker's help (R53). */
export const confirmationModes = ['self', 'guardian', 'proxy', 'assisted'] as const;
export type ConfirmationMode = (typeof confirmationModes)[number];

/** A need, per person or per household; a new result opens a new version (A11). */
@Entity('needs')
export class Need {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  code!: string;

  /** 1 mild, 2 moderate, 3 severe. */
  @Column('integer')
  severity!: number;

  @Column('text')
  state!: NeedState;

  @Column('text')
  source!: 'assessment' | 'household' | 'worker';

  /** False for a need entered by hand: no scale stands behind it. */
  @Column('boolean')
  assessed!: boolean;

  @Column('uuid', { array: true })
  assessmentIds!: string[];

  @Column('jsonb')
  evidence!: NeedEvidence[];

  @Column('text', { nullable: true })
  rootCause!: RootCause | null;

  /** What else is behind it, beside the main cause; null where nobody has said. */
  @Column('text', { array: true, nullable: true })
  furtherCauses?: RootCause[] | null;

  /** How often somebody has to come, where an answer says so: daily to whom nobody has seen for a week (S06). */
  @Column('integer', { nullable: true })
  everyDays!: number | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { nullable: true })
  confirmedByName!: string | null;

  @Column('text', { nullable: true })
  confirmedMode!: ConfirmationMode | null;

  @Column('timestamptz')
  foundAt!: Date;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  /** The newer version of the same need. */
  @Column('uuid', { nullable: true })
  replacedBy!: string | null;

  @Column('integer')
  version!: number;

  /** A restricted need that a worker has found safe to show on the household's own page (C3: "abuser blocked"). */
  @Column('boolean', { nullable: true })
  shownToHousehold?: boolean | null;

  /** A result with a restricted flag speaks for it (B30, B31): for the protected team; the database sets it. */
  @Column({ type: 'boolean', nullable: true, insert: false, update: false })
  restricted?: boolean | null;
}
