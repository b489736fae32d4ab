import { z } from 'zod';
import { source } from './means-sections';

/**
 * The statutory acts that a household applies for, with their way (R94, B4, B10, B15, B21–B24, B27–B28, B52), and which of them
 * a township may decide (R70). What the law leaves open is a default that a county confirms (R87).
 */
const code = z.string().regex(/^[a-z][a-z0-9-]*$/);
const words = { zh: z.string().min(1), en: z.string().min(1) };
/** Steps with a clock in working days (R100); `whole` runs from the acceptance, `delegated` too where the township decides. */
export const actSteps = ['accept', 'check', 'decide', 'notify', 'whole', 'delegated', 'papers'] as const;

const act = z.strictObject({
  /** The line of the checklist that it answers (R7). */
  code,
  ...words,
  /** Who gets it: the household as one, or one of its people. */
  of: z.enum(['household', 'person']),
  /** An act for children only is never published (B28). */
  child: z.boolean(),
  law: z.strictObject(words),
  /** Article of that law; null until somebody has read it (B3). */
  article: z.string().min(1).nullable(),
  clocks: z.array(z.strictObject({ step: z.enum(actSteps), workDays: z.int().positive(), ...source })).min(1),
  /** How many named people visit (B10). */
  investigators: z.int().positive(),
  /** Calendar days that the first opinion hangs out; null: it does not (B15, B17, B28). */
  publicity: z.strictObject({ days: z.int().positive(), ...source }).nullable(),
  /** `month`: from the month after the decision on (B10); `once`: one sum; `none`: a recognition. */
  pays: z.enum(['month', 'once', 'none']),
  /** Whether it may be paid before papers and visit (B24). */
  urgent: z.boolean(),
  /** How often a household is granted it within so many months; once more only by the district, which says why (B24, R70). */
  repeat: z.strictObject({ times: z.int().positive(), months: z.int().positive().max(120), ...source }).optional(),
  /** Days to ask for a review of the decision (B52). */
  remedy: z.strictObject({ days: z.int().positive(), ...source }),
  ...source,
});

const delegation = z.strictObject({
  act: code,
  /** Up to and with this sum, a month or once, the township decides; above it the district does. */
  upToFen: z.int().min(0),
  /** Share of its decisions that the district looks at again (B22). */
  samplePercent: z.number().min(30).max(100),
  ...source,
});

/** The reserve of a township for temporary aid (R70): under this share of what it is filled up to, it is to be topped up. */
const reserve = z.strictObject({ askBelowPercent: z.number().min(0).max(100), ...source });

export const actSchemas = {
  acts: z.strictObject({ acts: z.array(act).min(1) }),
  delegations: z.strictObject({ delegations: z.array(delegation), reserve: reserve.optional() }),
};

export type Act = z.infer<typeof act>;
export type ActStep = (typeof actSteps)[number];
export type Delegation = z.infer<typeof delegation>;
export interface ActRules {
  acts: Act[];
  delegations: Delegation[];
  /** Left out by versions that were adopted before there was one. */
  reserve?: z.infer<typeof reserve>;
}
