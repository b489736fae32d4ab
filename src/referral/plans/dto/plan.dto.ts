import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { outcomeFields, planSides } from '../outcome-field';
import { planStates, signedModes } from '../plan.lifecycle';

const text = (max: number) => z.string().trim().min(1).max(max);
const level = z.coerce.number().int().min(0).max(3);
const serviceCode = z.string().regex(/^[A-Z]{2}-\d{2}$/);

/** One line of a plan (R5, R19, R61). Levels are severities 0..3. Without `field` the code or the need decides it. */
export const PlanItemInput = z
  .strictObject({
    needId: z.uuid().optional(),
    side: z.enum(planSides),
    field: z.enum(outcomeFields).optional(),
    code: serviceCode.optional(),
    goal: text(300),
    action: text(500),
    ownerName: text(100),
    dueOn: z.iso.date().optional(),
    baselineLevel: level.optional(),
    expectedLevel: level.optional(),
    goalWeight: z.coerce.number().int().min(1).max(4).default(2),
    offeringId: z.uuid().optional(),
  })
  .meta({ id: 'PlanItemInput' });
export type PlanItemInput = z.output<typeof PlanItemInput>;

/** What is absent stays; null takes a value away. */
export const EditPlanItem = z
  .strictObject({
    ...PlanItemInput.partial().shape,
    goalWeight: PlanItemInput.shape.goalWeight.unwrap().optional(),
    code: serviceCode.nullish(),
    needId: z.uuid().nullish(),
    dueOn: z.iso.date().nullish(),
    baselineLevel: level.nullish(),
    expectedLevel: level.nullish(),
    position: z.number().int().min(0).max(1000).optional(),
  })
  .meta({ id: 'EditPlanItem' });
export type EditPlanItem = z.output<typeof EditPlanItem>;

/**
 * A new plan. With a match its best joint plan, or the named offerings, become the items; open entitlement lines are
 * added by id. When a plan is live already, this makes its next version and needs a reason.
 */
export const CreatePlan = z
  .strictObject({
    householdId: z.uuid(),
    matchId: z.uuid().optional(),
    offerings: z
      .array(z.strictObject({ needId: z.uuid(), offeringId: z.uuid() }))
      .max(60)
      .optional(),
    entitlementIds: z.array(z.uuid()).max(60).default([]),
    items: z.array(PlanItemInput).max(60).default([]),
    summary: text(2000).optional(),
    noFamilySelfReason: text(300).optional(),
    noEducationReason: text(300).optional(),
    changeReason: text(300).optional(),
  })
  .meta({ id: 'CreatePlan' });
export type CreatePlan = z.output<typeof CreatePlan>;

export const EditPlan = z
  .strictObject({
    summary: text(2000).nullish(),
    noFamilySelfReason: text(300).nullish(),
    noEducationReason: text(300).nullish(),
    changeReason: text(300).optional(),
  })
  .meta({ id: 'EditPlan' });
export type EditPlan = z.output<typeof EditPlan>;

/** `reason` is needed when the household will not sign. */
export const ConfirmPlan = z
  .strictObject({
    signedBy: text(60),
    mode: z.enum(signedModes),
    reason: text(300).optional(),
  })
  .refine(({ mode, reason }) => mode !== 'refused' || reason !== undefined, {
    path: ['reason'],
    params: { code: 'plan-refusal-reason-needed' },
    error: 'plan-refusal-reason-needed',
  })
  .meta({ id: 'ConfirmPlan' });
export type ConfirmPlan = z.output<typeof ConfirmPlan>;

export const ClosePlan = z.strictObject({ reason: text(300) }).meta({ id: 'ClosePlan' });
export type ClosePlan = z.output<typeof ClosePlan>;

export const menuChoices = ['wanted', 'not-now', 'explain'] as const;
export const chooserModes = ['self', 'guardian', 'proxy', 'assisted'] as const;

/** What the household said to the cards of its menu, and who said it (R34). */
export const ChooseFromMenu = z
  .strictObject({
    by: text(60),
    mode: z.enum(chooserModes),
    choices: z
      .array(z.strictObject({ needId: z.uuid(), offeringId: z.uuid(), choice: z.enum(menuChoices) }))
      .min(1)
      .max(100),
  })
  .meta({ id: 'ChooseFromMenu' });
export type ChooseFromMenu = z.output<typeof ChooseFromMenu>;

export const PlanQuery = z.strictObject({
  householdId: z.uuid().optional(),
  state: z.enum(planStates).optional(),
  ...pageQuery,
});
export type PlanQuery = z.output<typeof PlanQuery>;
