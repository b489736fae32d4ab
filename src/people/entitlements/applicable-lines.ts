import { ageOn } from '../../platform/time';
import type { EntitlementFacts, HouseholdClass, PolicyPack } from '../../reference/policies';
import type { Household, HouseholdMember } from '../households';

/** A line of the catalogue for the household (no member) or for one of its members. */
export interface ChecklistLine {
  line: string;
  memberId: string | null;
}

export const lineKey = ({ line, memberId }: ChecklistLine): string => `${line}|${memberId ?? ''}`;

/** Lines that may fit on a day; what is not known counts as fulfilled, so that nobody is left out by a gap. */
export function applicableLines(
  pack: PolicyPack,
  household: Pick<Household, 'primaryClass' | 'secondaryClasses'>,
  members: ReadonlyArray<Pick<HouseholdMember, 'id' | 'birthDate' | 'inEducation' | 'disabilityGrade'>>,
  day: string,
): ChecklistLine[] {
  const known = household.primaryClass === null ? [] : [household.primaryClass, ...household.secondaryClasses];
  const classes = known.length === 0 ? [null] : (known as HouseholdClass[]);
  const codes = (who: 'household' | 'member', facts: Omit<EntitlementFacts, 'householdClass'>) => [
    ...new Set(
      classes.flatMap((householdClass) => pack.applicable(who, { ...facts, householdClass }).map(({ code }) => code)),
    ),
  ];
  const ofHousehold = codes('household', { ageYears: null, inSchool: null, disabilityGrade: null });
  return [
    ...ofHousehold.map((line) => ({ line, memberId: null })),
    ...members.flatMap(({ id, birthDate, inEducation, disabilityGrade }) => {
      const ageYears = birthDate === null ? null : ageOn(birthDate, day);
      const facts = { ageYears, inSchool: inEducation, disabilityGrade: disabilityGrade ?? 0 };
      return codes('member', facts).map((line) => ({ line, memberId: id }));
    }),
  ];
}
