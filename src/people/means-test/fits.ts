import type { Who } from '../../reference/policies';
import type { MemberFacts } from './calculation-facts';

/** Is the row for this person? All that it names has to be true; what is not known never is. */
export function fits(who: Who, member: MemberFacts): boolean {
  const { ageYears, disability, illness, workCapacity, works, inEducation } = member;
  const within = (value: number | null | undefined, from = 0, to = Infinity) =>
    value !== null && value !== undefined && value >= from && value <= to;
  const asked: boolean[] = [];
  if (who.ageFrom !== undefined || who.ageTo !== undefined) asked.push(within(ageYears, who.ageFrom, who.ageTo));
  if (who.disabilityGradeFrom !== undefined || who.disabilityGradeTo !== undefined)
    asked.push(within(disability?.grade, who.disabilityGradeFrom, who.disabilityGradeTo));
  if (who.disabilityKinds) asked.push(disability !== null && who.disabilityKinds.includes(disability.kind));
  if (who.illness) asked.push(illness === who.illness);
  if (who.workCapacity) asked.push(workCapacity !== null && who.workCapacity.includes(workCapacity));
  if (who.works !== undefined) asked.push(works !== null && (works !== 'no') === who.works);
  if (who.inEducation !== undefined) asked.push(inEducation === who.inEducation);
  if (who.any) asked.push(who.any.some((one) => fits(one, member)));
  return asked.every(Boolean);
}
