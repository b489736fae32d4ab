import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { screens } from './missed-benefit.dto';

export const missedBenefitView = z.object({
  /** Of the line on the checklist. */
  id: z.uuid(),
  entitlement: z.string(),
  version: z.int(),
  householdId: z.uuid(),
  householdNumber: z.string(),
  householdName: released('contact', z.string(), {
    from: 'masked',
    instead: ({ householdNumber }) => String(householdNumber),
  }),
  memberId: z.uuid().nullable(),
  memberName: released('contact', z.string().nullable(), { from: 'masked' }),
  regionName: z.string(),
  line: z.string(),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  department: z.string(),
  citation: z.string(),
  screen: z.enum(screens).nullable().describe('what the newest calculation says of this line; null: says nothing'),
  monthFen: z.int().nullable().describe('what it may be worth a month; null: not known'),
  withheld,
});
export type MissedBenefitView = z.infer<typeof missedBenefitView>;
export const missedBenefitsView = z.strictObject({ items: z.array(missedBenefitView), next: z.string().nullable() });

const tally = {
  lines: z.int(),
  households: z.int(),
  screenedIn: z.int().describe('lines that the newest calculation is for'),
  monthFen: z.int().describe('sum of what is known'),
  valueUnknown: z.int().describe('lines whose worth is not known'),
};
export const missedSummaryView = z.strictObject({
  total: z.strictObject(tally),
  byLine: z.array(z.strictObject({ line: z.string(), name: missedBenefitView.shape.name, ...tally })),
  byPlace: z.array(z.strictObject({ regionPath: z.string(), regionName: z.string(), ...tally })),
});
export type MissedSummaryView = z.infer<typeof missedSummaryView>;
