import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Movement } from '../simulations';

export const confirmationStates = ['waiting', 'running', 'done', 'cancelled', 'undoing', 'undone'] as const;
export type ConfirmationState = (typeof confirmationStates)[number];

/** Proposals of a batch that a person confirmed by what they have in common (R3, R12). */
@Entity('recalculation_confirmations')
export class RecalculationConfirmation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  recalculationId!: string;

  @Column('text')
  districtCode!: string;

  /** Null: whatever way they move. */
  @Column('text', { nullable: true })
  movement!: Movement | null;

  /** Region; null: of all townships. */
  @Column('integer', { nullable: true })
  townshipId!: number | null;

  /** How many the person was shown. */
  @Column('integer')
  families!: number;

  @Column('integer')
  doneCount!: number;

  /** Those whose file has changed since, or that others have decided: nothing was done about them. */
  @Column('integer')
  leftCount!: number;

  @Column('integer')
  undoneCount!: number;

  @Column('text')
  state!: ConfirmationState;

  @Column('uuid', { nullable: true })
  jobRunId!: string | null;

  /** The last file that was looked at: work goes on behind it. */
  @Column('uuid', { nullable: true })
  lastHouseholdId!: string | null;

  @Column('uuid')
  orderedBy!: string;

  @Column('timestamptz')
  orderedAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('uuid', { nullable: true })
  undoneBy!: string | null;

  @Column('text', { nullable: true })
  undoReason!: string | null;
}
