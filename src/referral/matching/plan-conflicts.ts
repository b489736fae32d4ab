import { groupedBy } from './grouping';
import { assignmentsOf } from './plan-problem';
import type { Assignment, Choice, PlanProblem } from './plan-problem';
import { schedulesClash } from './weekly-hours';

/** Choices, as pairs [need, option], that may not be used in one branch. */
export type Forbidden = readonly (readonly [number, number])[];

/**
 * A limit that a choice breaks. Every plan that keeps the limit lies in at least one branch, and no branch contains
 * the broken choice: this is what makes the search in joint-plan.ts complete and finite.
 */
export interface Conflict {
  broken: readonly Assignment[];
  branches: readonly Forbidden[];
}

const without = (assignments: readonly Assignment[]): Forbidden[] =>
  assignments.map(({ index, optionIndex }) => [[index, optionIndex]]);

/** All choices of one need that would clash with a given one of the same person. */
function clashingWith(chosen: Assignment, other: Assignment): Forbidden {
  return other.need.options.flatMap((option, optionIndex) =>
    option.offeringId !== chosen.option.offeringId && schedulesClash(option.schedule, chosen.option.schedule)
      ? [[other.index, optionIndex] as const]
      : [],
  );
}

/** One member cannot be in two places: either the first is not used, or nothing that clashes with it is. */
function hoursConflict(assignments: readonly Assignment[]): Conflict | null {
  for (const [position, first] of assignments.entries()) {
    for (const second of assignments.slice(position + 1)) {
      const together = first.option.offeringId === second.option.offeringId;
      if (together || first.need.person !== second.need.person) continue;
      if (!schedulesClash(first.option.schedule, second.option.schedule)) continue;
      const branches = [[[first.index, first.optionIndex] as const], clashingWith(first, second)];
      return { broken: [first, second], branches };
    }
  }
  return null;
}

/** One place a person: the first places + 1 persons cannot all be served. */
function placesConflict(assignments: readonly Assignment[]): Conflict | null {
  const byOffering = groupedBy(assignments, ({ option }) => option.offeringId);
  for (const group of byOffering.values()) {
    const places = group[0]?.option.places ?? null;
    const firstOfPerson = [...new Map([...group].reverse().map((one) => [one.need.person, one])).values()];
    if (places === null || firstOfPerson.length <= places) continue;
    const broken = firstOfPerson.slice(0, places + 1);
    return { broken, branches: without(broken) };
  }
  return null;
}

/** Money and units: the choices whose sum passes what is left. */
function purseConflict(assignments: readonly Assignment[]): Conflict | null {
  const spent = new Map<string, { sum: number; by: Assignment[] }>();
  for (const assignment of assignments) {
    for (const { purse, left, take } of assignment.option.draws) {
      const entry = spent.get(purse) ?? { sum: 0, by: [] };
      entry.sum += take;
      entry.by.push(assignment);
      spent.set(purse, entry);
      if (entry.sum > left) return { broken: entry.by, branches: without(entry.by) };
    }
  }
  return null;
}

/** R23: the same need of the same person is not paid twice out of public money. */
function fundingConflict(assignments: readonly Assignment[]): Conflict | null {
  const paid = assignments.filter(({ option }) => option.publiclyPaid);
  const twins = groupedBy(paid, ({ need }) => `${need.code} ${need.person}`);
  for (const group of twins.values()) {
    if (group.length > 1) return { broken: group.slice(0, 2), branches: without(group.slice(0, 2)) };
  }
  return null;
}

/** The first limit a choice breaks, or null when it can be carried out as it stands. */
export function firstConflict(problem: PlanProblem, choice: Choice): Conflict | null {
  const assignments = assignmentsOf(problem, choice);
  return (
    fundingConflict(assignments) ??
    placesConflict(assignments) ??
    purseConflict(assignments) ??
    hoursConflict(assignments)
  );
}
