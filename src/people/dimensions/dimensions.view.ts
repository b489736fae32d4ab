import { z } from 'zod';
import { assessmentHead } from '../assessments';
import { calculationView } from '../calculations';
import { dimensionNames, dimensionStates } from './dimensions';

/** The six sides of a household with what each rests on; nothing is added up (R29). */
export const dimensionsView = z.strictObject({
  householdId: z.uuid(),
  states: z.record(z.enum(dimensionNames), z.enum(dimensionStates)),
  /** The newest calculation; null where none was made. */
  calculation: calculationView
    .pick({ id: true, self: true, onDay: true, packVersion: true, circle: true, ratio: true, incomeMonth: true })
    .extend(
      calculationView.pick({
        perHeadMonth: true,
        panels: true,
        screens: true,
        types: true,
        selfCare: true,
        withheld: true,
      }).shape,
    )
    .nullable(),
  /** The newest completed one of each scale; null where the reader may not know. */
  scales: z.array(assessmentHead).nullable(),
  signals: z.strictObject({
    mismatches: z.int(),
    recheck: z.boolean(),
    triage: z.enum(['red', 'amber', 'green']).nullable(),
  }),
});
export type DimensionsView = z.infer<typeof dimensionsView>;
