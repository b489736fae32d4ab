import { z } from 'zod';
import { packChange } from '../pack-change';
import { draftStates, type PackDraft } from '../pack-draft.entity';

export const packDraftView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  number: z.string(),
  name: z.string(),
  baseCode: z.string(),
  /** Version of the pack on the day the draft was last changed. */
  baseVersion: z.string(),
  changes: z.array(packChange),
  state: z.enum(draftStates),
  madeAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  droppedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export const packDraftsView = z.strictObject({ items: z.array(packDraftView), next: z.string().nullable() });
export type PackDraftView = z.infer<typeof packDraftView>;

export function viewPackDraft(draft: PackDraft): PackDraftView {
  const { id, number, name, baseCode, baseVersion, changes, state, madeAt, changedAt, droppedAt, version } = draft;
  return {
    ...{ id, self: `/api/v1/pack-drafts/${id}`, number, name, baseCode, baseVersion, changes, state, version },
    madeAt: madeAt.toISOString(),
    changedAt: changedAt.toISOString(),
    droppedAt: droppedAt?.toISOString() ?? null,
  };
}
