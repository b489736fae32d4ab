import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import { confirmationModes, type Need, rootCauses } from '../need.entity';
import { needLifecycle } from '../need.lifecycle';

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('assessment'),
    assessmentId: z.uuid(),
    instrument: z.string(),
    severity: z.int(),
    items: z.array(z.string()),
    at: z.iso.datetime(),
    everyDays: z.int().optional(),
  }),
  z.strictObject({ kind: z.literal('statement'), text: z.string(), by: z.string(), at: z.iso.datetime() }),
]);

export const needView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  memberId: z.uuid().nullable(),
  code: released('need', z.string(), { from: 'summary' }),
  severity: released('need', z.int().min(0).max(3), { from: 'summary' }),
  state: z.enum(needLifecycle.states),
  source: z.enum(['assessment', 'household', 'worker']),
  /** False: no scale speaks for it yet, and nobody is looked for (R18). */
  assessed: z.boolean(),
  evidence: released('need', z.array(evidence), { from: 'full' }),
  rootCause: released('need', z.enum(rootCauses).nullable(), { from: 'full' }),
  furtherCauses: released('need', z.array(z.enum(rootCauses)), { from: 'full' }),
  /** How often somebody has to come, where an answer says so; null where none does. */
  everyDays: released('need', z.int().nullable(), { from: 'summary' }),
  note: released('need', z.string().nullable(), { from: 'full' }),
  confirmedByName: released('need', z.string().nullable(), { from: 'full' }),
  confirmedMode: z.enum(confirmationModes).nullable(),
  /** Every result that spoke for it was set aside for another assessor's: a person decides what becomes of it (R3). */
  lostGround: z.boolean(),
  /** Why the household refused it; null where it did not. */
  declineReason: released('need', z.string().nullable(), { from: 'full' }),
  foundAt: z.iso.datetime(),
  confirmedAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  replacedBy: z.uuid().nullable(),
  /** Whether a worker has found a restricted need safe to show on the household's page; false for all others. */
  shownToHousehold: z.boolean(),
  /** A restricted flag of a scale speaks for it: it is there for the protected team alone, whatever its code (B30, B31). */
  restricted: z.boolean(),
  version: z.int(),
  withheld,
});
export const needsView = z.strictObject({ items: z.array(needView), next: z.null() });
export type NeedView = z.infer<typeof needView>;

/** @param more what the household said when it refused, from the log of moves; whether what spoke for it counts no more */
export function viewNeed(
  need: Need,
  levels: Levels,
  more: { declineReason: string | null; lostGround: boolean },
): NeedView {
  const { districtCode: _district, regionPath: _path, assessmentIds: _ids, ...rest } = need;
  const view = {
    ...rest,
    ...more,
    furtherCauses: need.furtherCauses ?? [],
    shownToHousehold: need.shownToHousehold === true,
    restricted: need.restricted === true,
    self: `/api/v1/needs/${need.id}`,
    foundAt: need.foundAt.toISOString(),
    confirmedAt: need.confirmedAt?.toISOString() ?? null,
    closedAt: need.closedAt?.toISOString() ?? null,
  };
  return releaseFields(needView, view, levels);
}
