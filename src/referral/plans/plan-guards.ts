import type { FieldError } from '../../platform/errors';
import { developsChild } from './outcome-field';
import type { PlanItem } from './plan-item.entity';
import type { Plan } from './plan.entity';

type Reasons = Pick<Plan, 'noFamilySelfReason' | 'noEducationReason'>;
type Tags = Pick<PlanItem, 'side' | 'code'>;

const CHILD_BELOW_YEARS = 18;

/** R41: whether education or development has to be thought of. An unknown age counts only for somebody in education. */
export const hasChild = (members: ReadonlyArray<{ age: number | null; inEducation: boolean }>): boolean =>
  members.some(({ age, inEducation }) => (age === null ? inEducation : age < CHILD_BELOW_YEARS));

/**
 * What keeps a plan from being offered: no item of family or self and no reason (R5), or a child in the household and
 * neither an education item nor a reason (R41).
 */
export function missingFrom(plan: Reasons, items: readonly Tags[], withChild: boolean): FieldError[] {
  const missing: FieldError[] = [];
  const ownHelp = items.some(({ side }) => side === 'family' || side === 'self');
  if (!ownHelp && !plan.noFamilySelfReason) missing.push({ field: 'noFamilySelfReason', code: 'plan-needs-own-help' });
  if (withChild && !items.some(developsChild) && !plan.noEducationReason) {
    missing.push({ field: 'noEducationReason', code: 'plan-needs-education' });
  }
  return missing;
}
