import type { Surveyed } from '../matching';
import { answer, type Question } from './answer';
import { HouseholdTerms, NeedTerms } from './household-terms';
import type { OfferingIndex } from './offering-index';
import { listNumber } from './placement';
import { GONE, listsOf, REACH, WHO, WIDTH } from './record';
import { Scan } from './scan';

/** So few can all be told; an answer with more is not read, and takes seconds to make. */
const TOLD_IN_FULL = 2000;
/** Of those that a rule keeps out so many a need are looked at. */
const MISSED_PER_NEED = 10;

/** Live offerings that carry a code, wherever in the district they serve. */
export function carrying(index: OfferingIndex, code: string): number {
  const number = index.placement.codes.find(code);
  if (number < 0) return 0;
  const known = index.carried.get(number) ?? counted(index, number);
  index.carried.set(number, known);
  return known;
}

function counted({ base, further, added, words }: OfferingIndex, number: number): number {
  let count = 0;
  const several = new Set<number>();
  const note = (at: number): void => {
    if ((words[at * WIDTH + REACH]! & GONE) !== 0) return;
    if (listsOf(words[at * WIDTH + WHO]!) === 1) count += 1;
    else several.add(at);
  };
  const [from, next] = [listNumber(number, 0, 0), listNumber(number + 1, 0, 0)];
  for (const lists of [base, further]) {
    const [start, end] = [lists.starts[lists.first(from)]!, lists.starts[lists.first(next)]!];
    for (let place = start; place < end; place += 1) note(lists.recordAt(place));
  }
  for (const [list, records] of added) if (list >= from && list < next) records.forEach(note);
  return count + several.size;
}

/**
 * What a match of many offerings looks at: of each need the best, what the joint plan holds, and some that stand high and
 * are kept out by a rule; with the numbers of all. Null where all of them can be told, and where the plan could not be proven best.
 */
export function surveyed(
  index: OfferingIndex,
  question: Question,
  toldInFull = TOLD_IN_FULL,
): Map<string, Surveyed> | null {
  const { household, needs, context, ceilings = new Map<string, number>() } = question;
  const counts = new Map([...new Set(needs.map(({ code }) => code))].map((code) => [code, carrying(index, code)]));
  if ([...counts.values()].reduce((sum, count) => sum + count, 0) <= toldInFull) return null;
  const { plan, needs: ranked } = answer(index, question);
  // Solved again over the few, a plan would be called proven that is not: the bound is of all.
  if (plan.proof.key === 'matching.proof.limit') return null;
  const terms = new HouseholdTerms(index, household, context);
  return new Map(
    ranked.map(({ need, candidates }) => {
      const scan = new Scan(index, terms, new NeedTerms(index, terms, need), 0, 'number', ceilings);
      scan.mostMissed = MISSED_PER_NEED;
      const count = scan.number();
      const planned = plan.items.flatMap(({ needId, offeringId }) => (needId === need.id ? [offeringId] : []));
      const idOf = (record: number): string => index.offeringIdOf(record);
      const rankedIds = candidates.map(({ offeringId }) => offeringId);
      const offeringIds = [...new Set([...planned, ...rankedIds, ...scan.missed.map(idOf)])];
      const keptOut = Math.max(0, counts.get(need.code)! - count);
      return [need.id, { offeringIds, rankedIds, plannedId: planned[0] ?? null, admitted: count, keptOut }];
    }),
  );
}
