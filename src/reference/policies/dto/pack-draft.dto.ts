import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { packChange } from '../pack-change';
import { draftStates } from '../pack-draft.entity';

const changes = z.array(packChange).max(200);

/** A draft of the district's own pack, or of another that is to be tried. */
export const MakePackDraft = z
  .strictObject({
    name: z.string().trim().min(2).max(100),
    /** Left out: the pack that the district runs on. */
    packCode: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .optional(),
    changes: changes.default([]),
  })
  .meta({ id: 'MakePackDraft' });
export type MakePackDraft = z.output<typeof MakePackDraft>;

/** All changes of the draft, in the place of those it had. */
export const ChangePackDraft = z.strictObject({ changes }).meta({ id: 'ChangePackDraft' });
export type ChangePackDraft = z.output<typeof ChangePackDraft>;

export const PackDraftQuery = z.strictObject({ state: z.enum(draftStates).default('open'), ...pageQuery });
export type PackDraftQuery = z.output<typeof PackDraftQuery>;
