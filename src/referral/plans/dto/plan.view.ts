import { z } from 'zod';
import type { FieldError } from '../../../platform/errors';
import { released, type Unreleased, withheld } from '../../../trust/access';
import { outcomeFields, planSides } from '../outcome-field';
import type { PlanItem } from '../plan-item.entity';
import { planStates, signedModes } from '../plan.lifecycle';
import type { Plan } from '../plan.entity';

export const planItemView = z
  .object({
    ...{ id: z.string(), self: z.string(), needId: z.string().nullable() },
    side: z.enum(planSides),
    field: z.enum(outcomeFields),
    ...{ code: z.string().nullable(), goal: z.string(), action: z.string(), ownerName: z.string() },
    dueOn: z.string().nullable(),
    ...{ baselineLevel: z.number().nullable(), expectedLevel: z.number().nullable(), goalWeight: z.number() },
    offeringId: z.string().nullable(),
    choice: z.enum(['open', 'wanted', 'not-now', 'explain']),
    chosenBy: released('plan', z.string().nullable(), { from: 'full' }),
    chosenAt: z.string().nullable(),
    position: z.number(),
  })
  .meta({ id: 'PlanItem' });

const words = released('plan', z.string().nullable(), { from: 'summary' });
const planFields = {
  ...{ id: z.string(), self: z.string(), number: z.string(), householdId: z.string(), caseId: z.string() },
  planVersion: z.number(),
  state: z.enum(planStates),
  ...{ summary: words, noFamilySelfReason: words, noEducationReason: words },
  changeReason: released('plan', z.string().nullable(), { from: 'full' }),
  signedByName: released('plan', z.string().nullable(), { from: 'full' }),
  signedMode: released('plan', z.enum(signedModes).nullable(), { from: 'full' }),
  createdAt: z.string(),
  confirmedAt: z.string().nullable(),
  version: z.number(),
  withheld,
};

/** A plan with its lines, its mix of sides (R5) and what still keeps it from being offered. */
export const planView = z
  .object({
    ...planFields,
    items: z.array(released('plan', planItemView, { from: 'summary' })),
    mix: z.object({ government: z.number(), society: z.number(), family: z.number(), self: z.number() }),
    missing: z.array(z.object({ field: z.string(), code: z.string() })),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.infer<typeof planView>;

export const planHead = z.object(planFields);
export type PlanHead = z.infer<typeof planHead>;
export const plansView = z.object({ items: z.array(planHead), next: z.string().nullable() });

export function viewPlanHead(plan: Plan): Unreleased<PlanHead> {
  const { id, number, householdId, caseId, planVersion, state, summary, noFamilySelfReason, noEducationReason } = plan;
  const { changeReason, signedByName, signedMode, createdAt, confirmedAt, version } = plan;
  return {
    ...{ id, self: `/api/v1/plans/${id}`, number, householdId, caseId, planVersion, state, summary },
    ...{ noFamilySelfReason, noEducationReason, changeReason, signedByName, signedMode },
    createdAt: createdAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
    version,
  };
}

export function viewPlan(plan: Plan, items: readonly PlanItem[], missing: readonly FieldError[]): Unreleased<PlanView> {
  const count = (side: PlanItem['side']): number => items.filter((item) => item.side === side).length;
  return {
    ...viewPlanHead(plan),
    items: items.map(viewItem),
    mix: { government: count('government'), society: count('society'), family: count('family'), self: count('self') },
    missing: missing.map(({ field, code }) => ({ field, code })),
  };
}

export function viewItem({ id, planId, chosenAt, ...item }: PlanItem): z.infer<typeof planItemView> {
  const { needId, side, field, code, goal, action, ownerName, dueOn, baselineLevel, expectedLevel } = item;
  const { goalWeight, offeringId, choice, chosenBy, position } = item;
  return {
    ...{ id, self: `/api/v1/plans/${planId}/items/${id}`, needId, side, field, code, goal, action, ownerName, dueOn },
    ...{ baselineLevel, expectedLevel, goalWeight, offeringId, choice, chosenBy },
    chosenAt: chosenAt?.toISOString() ?? null,
    position,
  };
}
