import type { HouseholdFacts, NeedToMeet } from '../matching';
import type { DeclaredFloor } from './allocation.entity';

const ADULT = 18;
/** B34, R52: from here on somebody counts as old. */
const OLDER = 60;

/** Of whom a need tells: the member it names, else everybody. */
function groupsOfPeople({ members }: HouseholdFacts, { memberId }: NeedToMeet): string[] {
  const people = memberId ? members.filter(({ id }) => id === memberId) : members;
  const ages = people.flatMap(({ age }) => (age === null ? [] : [age]));
  const older = ages.some((age) => age >= OLDER);
  const age = ages.some((one) => one < ADULT) ? 'child' : older ? 'older' : 'adult';
  return [`age:${age}`, `disability:${people.some(({ disability }) => disability) ? 'yes' : 'no'}`];
}

/** The groups by which coverage is shown and floors are declared; of age the one that asks for most care. */
export function groupsOf(household: HouseholdFacts, need: NeedToMeet, townshipId: number | null): string[] {
  return [
    ...(townshipId === null ? [] : [`township:${townshipId}`]),
    `circle:${household.circle ?? 'unknown'}`,
    ...groupsOfPeople(household, need),
    ...[`code:${need.code.slice(0, 2)}`, `code:${need.code}`],
  ];
}

/** How many needs a floor promises to serve: of all of its group, those that nothing fits among them. */
export function promisedBy({ group, key, percent }: DeclaredFloor, groups: readonly (readonly string[])[]) {
  const id = `${group}:${key}`;
  const needs = groups.flatMap((own, place) => (own.includes(id) ? [place] : []));
  return { id, needs, atLeast: Math.ceil((needs.length * percent) / 100) };
}
