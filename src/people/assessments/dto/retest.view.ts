import { z } from 'zod';
import type { RetestLine } from '../retests.store';

/** A scale that is to be asked again; which one it is tells nothing of the result. */
export const retestLine = z
  .strictObject({
    id: z.uuid(),
    /** The result that is repeated. */
    assessment: z.string(),
    householdId: z.uuid(),
    memberId: z.uuid().nullable(),
    instrument: z.string(),
    completedAt: z.iso.datetime(),
    dueFrom: z.iso.date(),
    dueUntil: z.iso.date(),
    state: z.enum(['due', 'overdue']),
    unitId: z.uuid().nullable(),
    leadWorkerId: z.uuid().nullable(),
  })
  .meta({ id: 'RetestLine' });
export const retestsView = z.strictObject({ items: z.array(retestLine), next: z.string().nullable() });
export type RetestView = z.infer<typeof retestLine>;

/** @param today YYYY-MM-DD */
export function viewRetest(line: RetestLine, today: string): RetestView {
  const { id, householdId, memberId, instrument, completedAt, retestFrom, retestUntil, unitId, leadWorkerId } = line;
  return {
    ...{ id, assessment: `/api/v1/assessments/${id}`, householdId, memberId, instrument },
    ...{ completedAt: completedAt.toISOString(), dueFrom: retestFrom, dueUntil: retestUntil },
    state: retestUntil < today ? 'overdue' : 'due',
    ...{ unitId, leadWorkerId },
  };
}
