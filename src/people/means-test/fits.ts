import type { Who } from '../../reference/policies';
import type { MemberFacts } from './calculation-facts';

/** Is the row for this person? All that it names has to be true; what is not known never is. */
export function fits(who: Who, member: MemberFacts): boolean {
  const { ageYears, disability, illness, workCapacity, works, inEducation } = member;
  const grade = disability?.grade ?? null;
  return (
    within(ageYears, who.ageFrom, who.ageTo) &&
    within(grade, who.disabilityGradeFrom, who.disabilityGradeTo) &&
    (!who.disabilityKinds || (disability !== null && who.disabilityKinds.includes(disability.kind))) &&
    (!who.illness || illness === who.illness) &&
    (!who.workCapacity || (workCapacity !== null && who.workCapacity.includes(workCapacity))) &&
    (who.works === undefined || (works !== null && (works !== 'no') === who.works)) &&
    (who.inEducation === undefined || inEducation === who.inEducation) &&
    (!who.any || who.any.some((one) => fits(one, member)))
  );
}

function within(value: number | null, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return value !== null && value >= (from ?? 0) && value <= (to ?? Infinity);
}
