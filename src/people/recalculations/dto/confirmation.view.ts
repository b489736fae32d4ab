import { z } from 'zod';
import { movements } from '../../simulations';
import { confirmationStates, type RecalculationConfirmation } from '../recalculation-confirmation.entity';

/** How many families would be confirmed, and how many a person has to look at first. */
export const confirmableView = z.strictObject({
  families: z.int(),
  /** The rules give them no class: each needs a decision of its own. */
  withoutClass: z.int(),
});
export const confirmationView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  movement: z.enum(movements).nullable(),
  township: z.int().nullable(),
  /** How many were shown to the person. */
  families: z.int(),
  done: z.int(),
  /** Their files have changed since, or somebody else has decided or told them. */
  left: z.int(),
  undone: z.int(),
  state: z.enum(confirmationStates),
  orderedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  undoReason: z.string().nullable(),
});
export const confirmationsView = z.strictObject({ items: z.array(confirmationView), next: z.string().nullable() });
export type ConfirmationView = z.infer<typeof confirmationView>;

export function viewConfirmation(row: RecalculationConfirmation): ConfirmationView {
  const { id, recalculationId, movement, townshipId, families, doneCount, leftCount, undoneCount } = row;
  return {
    ...{ id, self: `/api/v1/recalculations/${recalculationId}/confirmations/${id}`, movement, families },
    ...{ township: townshipId, done: doneCount, left: leftCount, undone: undoneCount, state: row.state },
    orderedAt: row.orderedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    undoReason: row.undoReason,
  };
}
