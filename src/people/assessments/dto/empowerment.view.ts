import { z } from 'zod';
import type { EmpowermentEntry } from '../empowerment-entries';

/** What speaks for an empowerment plan; only results whose level the reader may know are here. */
export const empowermentView = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      assessment: z.string(),
      instrument: z.string(),
      memberId: z.uuid().nullable(),
      severity: z.int().min(1).max(3),
      /** The level from which the scale speaks for such a plan. */
      fromSeverity: z.int().min(1).max(3),
      completedAt: z.iso.datetime(),
    }),
  ),
  next: z.null(),
});
export type EmpowermentView = z.infer<typeof empowermentView>;

export function viewEmpowerment(entries: readonly EmpowermentEntry[]): EmpowermentView {
  const items = entries.map(({ assessmentId: id, ...entry }) => ({
    ...{ id, assessment: `/api/v1/assessments/${id}` },
    ...entry,
  }));
  return { items, next: null };
}
