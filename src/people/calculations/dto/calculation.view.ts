import { z } from 'zod';
import { marks } from '../../../reference/policies';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import { type CalculationFacts, type CalculationResult, ruleGroups } from '../../means-test';
import type { Calculation } from '../calculation.entity';

const householdClass = z.int().min(1).max(4);
const day = z.iso.date();
const memberKey = z.string().nullable();
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const panel = z.enum(['in', 'out', 'unknown']);
/** An exact amount or share, `n/d`; amounts in fen. */
const exact = z.string().nullable();
const step = z.strictObject({
  rule: z.string(),
  row: z.string().nullable(),
  citation: z.string(),
  mark: z.enum(marks),
  inputs: z.record(z.string(), cell),
  result: cell,
});

export const calculationView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  onDay: day,
  packVersion: z.string(),
  engineVersion: z.string(),
  rulesDigest: z.string(),
  digest: z.string(),
  madeAt: z.iso.datetime(),
  members: z.int(),
  circle: z.enum(['C1', 'C2', 'C3', 'C4', 'outside', 'unknown']),
  circleGround: z.enum(['status', 'income']).nullable(),
  class: householdClass.nullable(),
  secondary: z.array(householdClass),
  layer: z.string().nullable(),
  recheckMonths: z.int().nullable(),
  incomeMonth: released('economy', exact, { from: 'summary' }),
  perHeadMonth: released('economy', exact, { from: 'summary' }),
  ratio: released('economy', exact, { from: 'summary' }),
  panels: released('economy', z.record(z.string(), panel).nullable(), { from: 'summary' }),
  screens: released('economy', z.record(z.string(), panel).nullable(), { from: 'summary' }),
  benefits: released(
    'economy',
    z.array(
      z.strictObject({
        kind: z.enum(['dibao', 'allowance', 'extra']),
        row: released('health', z.string().nullable(), { from: 'full' }),
        memberKey: released('health', memberKey, { from: 'full' }),
        monthFen: z.int(),
        from: day,
      }),
    ),
    { from: 'summary' },
  ),
  clarify: released('economy', z.array(z.strictObject({ code: z.string(), key: z.string().nullable() })), {
    from: 'summary',
  }),
  /** Null where they are not shown: an empty list says that there are none. */
  types: released('health', z.array(z.strictObject({ type: z.string(), memberKey })).nullable(), { from: 'summary' }),
  statuses: released(
    'health',
    z.array(z.strictObject({ status: z.string(), memberKey, from: day, until: day.nullable() })),
    {
      from: 'summary',
    },
  ),
  selfCare: released('health', z.array(z.strictObject({ memberKey: z.string(), level: z.string() })).nullable(), {
    from: 'summary',
  }),
  /** Screens that tell what somebody is or has: tekun (B21), somebody who may apply alone (B6). */
  personalScreens: released('health', z.record(z.string(), panel).nullable(), { from: 'full' }),
  /** Members whom the law lets apply for dibao alone (B6). */
  singleApplicants: released('health', z.array(z.string()), { from: 'full' }),
  /** Sums of the household against the lines of the pack. */
  steps: released('economy', z.array(step), { from: 'summary' }),
  /** Single lines, and what is taken off the income of single people. */
  lineSteps: released('economy', z.array(step), { from: 'full' }),
  /** Statuses, events, and what is paid for what somebody is or has. */
  personalSteps: released('health', z.array(step), { from: 'full' }),
  withheld,
});
export type CalculationView = z.infer<typeof calculationView>;
export const calculationsView = z.strictObject({ items: z.array(calculationView), next: z.string().nullable() });

export function viewCalculation(row: Calculation, levels: Levels): CalculationView {
  const { id, householdId, onDay, engineVersion, rulesDigest, digest, madeAt } = row;
  const { steps, screens: all, ...result } = JSON.parse(row.result) as CalculationResult;
  const { tekun, 'single-application': single, ...screens } = all;
  const { statuses } = JSON.parse(row.facts) as CalculationFacts;
  const ofGroup = (group: (typeof ruleGroups)[keyof typeof ruleGroups]) =>
    steps.filter(({ rule }) => ruleGroups[rule] === group).map((one) => ({ ...one, inputs: { ...one.inputs } }));
  const view = {
    ...{ id, self: `/api/v1/calculations/${id}`, householdId, onDay, engineVersion, rulesDigest, digest },
    ...{ madeAt: madeAt.toISOString(), ...result, screens, statuses },
    personalScreens: { tekun, 'single-application': single },
    ...{ steps: ofGroup('sum'), lineSteps: ofGroup('line'), personalSteps: ofGroup('personal') },
  };
  return releaseFields(calculationView, view, levels);
}
