import { z } from 'zod';
import { released, withheld } from '../../../trust/access';

const household = {
  householdId: z.uuid(),
  householdNumber: z.string(),
  householdName: released('contact', z.string(), {
    from: 'masked',
    instead: ({ householdNumber }) => String(householdNumber),
  }),
};
/** What is still difficult may tell of health. */
const words = released('health', z.string().nullable(), { from: 'summary' });

export const caseView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    ...household,
    tier: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    leadWorkerId: z.uuid(),
    leadWorkerName: z.string(),
    state: z.string(),
    resumeState: z.string().nullable(),
    emergency: z.boolean(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    closeReason: z.string().nullable(),
    version: z.number().int(),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'Case' });
export type CaseView = z.infer<typeof caseView>;
export const casesView = z.object({ items: z.array(caseView), next: z.string().nullable() });

export const handoverView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    caseId: z.uuid(),
    ...household,
    fromUnitName: z.string(),
    toUnitId: z.uuid(),
    toUnitName: z.string(),
    state: z.string(),
    reasonCode: z.string(),
    residualDifficulty: words,
    returnReason: words,
    offeredByName: z.string(),
    offeredAt: z.iso.datetime(),
    answeredByName: z.string().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    withheld,
  })
  .meta({ id: 'Handover' });
export type HandoverView = z.infer<typeof handoverView>;
export const handoversView = z.object({ items: z.array(handoverView) });
export const handoverPage = handoversView.extend({ next: z.string().nullable() });
