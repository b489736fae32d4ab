import type { Who } from '../../reference/policies';
import type { MemberFacts } from './calculation-facts';

export type Fits = (member: MemberFacts) => boolean;

/** Whom a row is for, made once for all people: all that it names has to be true; what is not known never is. */
export function fitsOf(who: Who): Fits {
  const { disabilityKinds, illness, workCapacity, works, inEducation, singleParent } = who;
  const tests: Fits[] = [];
  const age = within(who.ageFrom, who.ageTo);
  const grade = within(who.disabilityGradeFrom, who.disabilityGradeTo);
  if (age) tests.push((member) => age(member.ageYears));
  if (grade) tests.push(({ disability }) => disability !== null && grade(disability.grade));
  if (disabilityKinds) tests.push(({ disability }) => disability !== null && disabilityKinds.includes(disability.kind));
  if (illness) tests.push((member) => member.illness === illness);
  if (workCapacity) tests.push((member) => member.workCapacity !== null && workCapacity.includes(member.workCapacity));
  if (works !== undefined) tests.push((member) => member.works !== null && (member.works !== 'no') === works);
  if (inEducation !== undefined) tests.push((member) => member.inEducation === inEducation);
  if (singleParent !== undefined) tests.push((member) => member.singleParent === singleParent);
  if (who.any) {
    const ways = who.any.map(fitsOf);
    tests.push((member) => ways.some((way) => way(member)));
  }
  const [first = () => true, ...others] = tests;
  return others.reduce((all, test) => (member) => all(member) && test(member), first);
}

function within(from?: number, to?: number): ((value: number | null) => boolean) | null {
  if (from === undefined && to === undefined) return null;
  const [low, high] = [from ?? 0, to ?? Infinity];
  return (value) => value !== null && value >= low && value <= high;
}
