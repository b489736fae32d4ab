import type { LedgerPerson, RowProblem } from './ledger-person';
import { plainWord } from './ledger-fields';

/** More than these are no household but a mistake in the key. */
export const MOST_PEOPLE = 40;

/** A household as the rows of a ledger tell it. */
export interface LedgerHousehold {
  key: string;
  firstLine: number;
  /** Division code of its village; null where none was found. */
  regionCode: string | null;
  /** Head first, then in an order of their own: that of the rows tells nothing. */
  people: LedgerPerson[];
  problems: RowProblem[];
  /** One of its rows, or the household itself, cannot be taken; then none is. */
  refused: boolean;
}

/** The division that a row names, or what is wrong with it. */
export type PlaceFinder = (
  region: string,
  township: string,
) => { code: string } | { problem: string; params: RowProblem['params'] };

/**
 * Puts people into households: by the number of the household, the number of its head, or the head's name in its
 * village. Any order of the rows gives the same households.
 */
export function gatherHouseholds(people: readonly LedgerPerson[], placeOf: PlaceFinder): LedgerHousehold[] {
  const twice = duplicates(people);
  const byKey = new Map<string, LedgerPerson[]>();
  for (const person of people) byKey.set(person.key, [...(byKey.get(person.key) ?? []), person]);
  return [...byKey].map(([key, members]) => household(key, members, twice, placeOf));
}

function household(
  key: string,
  members: LedgerPerson[],
  twice: ReadonlySet<LedgerPerson>,
  placeOf: PlaceFinder,
): LedgerHousehold {
  const people = [...members].sort(inOrder);
  const firstLine = Math.min(...people.map(({ line }) => line));
  const problems = people.flatMap(({ problems: own }) => own);
  const say = (line: number, code: string, params: RowProblem['params'] = {}, field: RowProblem['field'] = null) =>
    void problems.push({ line, field, code, params, refused: true });
  for (const person of people) if (twice.has(person)) say(person.line, 'ledger-twice-in-file');
  const heads = people.filter(({ relation }) => relation === 'head').length;
  if (heads !== 1) say(firstLine, heads === 0 ? 'ledger-no-head' : 'ledger-two-heads', { heads });
  if (people.length > MOST_PEOPLE)
    say(firstLine, 'ledger-too-many-people', { people: people.length, most: MOST_PEOPLE });
  const regionCode = regionOf(people, placeOf, say);
  const refused = problems.some((problem) => problem.refused);
  if (refused) problems.push(...waiting(people, problems));
  return { key, firstLine, regionCode, people, problems, refused };
}

type Say = (line: number, code: string, params?: RowProblem['params'], field?: RowProblem['field']) => void;

function regionOf(people: readonly LedgerPerson[], placeOf: PlaceFinder, say: Say): string | null {
  const found = new Set<string>();
  for (const { line, region, township } of people) {
    if (region === '') continue;
    const place = placeOf(region, township);
    if ('code' in place) found.add(place.code);
    else say(line, place.problem, place.params, 'region');
  }
  const [code = null] = found;
  const [first] = people;
  if (found.size > 1) say(first!.line, 'ledger-regions-differ', {}, 'region');
  if (people.every(({ region }) => region === '')) say(first!.line, 'ledger-region-missing', {}, 'region');
  return found.size === 1 ? code : null;
}

/** Rows that are sound themselves and wait for others of their household. */
function waiting(people: readonly LedgerPerson[], problems: readonly RowProblem[]): RowProblem[] {
  const wrong = new Set(problems.filter(({ refused }) => refused).map(({ line }) => line));
  const because = Math.min(...wrong);
  return people
    .filter(({ line }) => !wrong.has(line))
    .map(({ line }) => ({
      line,
      field: null,
      code: 'ledger-household-waits',
      params: { line: because },
      refused: true,
    }));
}

/** Rows that name the same person: by number, else by name and birth in one household. Nobody can tell which is right. */
function duplicates(people: readonly LedgerPerson[]): ReadonlySet<LedgerPerson> {
  const same = new Map<string, LedgerPerson[]>();
  for (const person of people) {
    const { identityNumber, key, name, birthDate } = person;
    const who = identityNumber ?? `${key}|${plainWord(name)}|${birthDate ?? ''}`;
    same.set(who, [...(same.get(who) ?? []), person]);
  }
  return new Set([...same.values()].filter((group) => group.length > 1).flat());
}

const sortKey = ({ relation, identityNumber, name, birthDate, line: _, ...rest }: LedgerPerson): string =>
  [relation === 'head' ? 0 : 1, identityNumber, name, birthDate, relation, rest.sex, rest.phone].join('|');

const inOrder = (one: LedgerPerson, other: LedgerPerson): number => {
  const [a, b] = [sortKey(one), sortKey(other)];
  return a < b ? -1 : a > b ? 1 : 0;
};

/** What a household is, without where it stood: two files that say the same have the same text. */
export function contentOf({ regionCode, people }: LedgerHousehold): string {
  return JSON.stringify([
    regionCode,
    people.map(({ line: _, problems: __, region: ___, township: ____, masked, ...told }) =>
      masked === null ? told : { ...told, masked },
    ),
  ]);
}
