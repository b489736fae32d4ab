import type { Certificate } from './certificate';

/** What is wrong with a certificate, by the part that is wrong. */
export interface Flaw {
  part: 'problem' | 'assignment' | 'prices' | 'value' | 'upper-bound';
  what: string;
}

type Is = (figure: number, place: number) => boolean;
const isWhole: Is = (figure) => Number.isSafeInteger(figure) && figure >= 0;
const isOneOf =
  (count: number): Is =>
  (figure, place) =>
    isWhole(figure, place) && figure < count;
const isNoneOr =
  (is: Is): Is =>
  (figure, place) =>
    figure === -1 || is(figure, place);

/** The first figure of a column that cannot be, or that figures are missing. */
function columnFlaw(part: Flaw['part'], name: string, column: ArrayLike<number>, length: number, is: Is): Flaw[] {
  if (column.length !== length) return [{ part, what: `${name}: ${column.length} figures, not ${length}` }];
  for (let place = 0; place < length; place += 1)
    if (!is(column[place]!, place)) return [{ part, what: `${name} ${place} is ${column[place]}` }];
  return [];
}

/** Figures that no problem has: a choice without size or with a cost below nothing would give places or money away. */
export function problemFlaws({ problem }: Certificate): Flaw[] {
  const { needs, offerings, budgets, choices, floors, providerPenalty } = problem;
  const [needCount, offeringCount] = [needs.household.length, offerings.capacity.length];
  const { length } = choices.offering;
  const check = (name: string, column: ArrayLike<number>, count: number, is: Is) =>
    columnFlaw('problem', name, column, count, is);
  const before = (column: ArrayLike<number>, place: number) => column[place - 1] ?? 0;
  const whose = choices.first;
  // Needs of a household stand together, choices of a need by offering: so each comes once.
  const starts = new Set(Array.from({ length: whose.length }, (_, need) => whose[need]!));
  return [
    ...check('cost of a provider', [providerPenalty], 1, isWhole),
    ...check('household of need', needs.household, needCount, (household, need) => {
      return isWhole(household, need) && household >= before(needs.household, need);
    }),
    ...check('pin of need', needs.pinned, needCount, isNoneOr(isOneOf(offeringCount))),
    ...check('places of offering', offerings.capacity, offeringCount, isWhole),
    ...check('provider of offering', offerings.provider, offeringCount, isWhole),
    ...check('budget of offering', offerings.budget, offeringCount, isNoneOr(isOneOf(budgets.length))),
    ...check('money of budget', budgets, budgets.length, isWhole),
    ...check('first choice of need', whose, needCount + 1, (first, need) => {
      return need === 0 ? first === 0 : first >= before(whose, need) && (need < needCount || first === length);
    }),
    ...check('offering of choice', choices.offering, length, (offering, choice) => {
      const rises = starts.has(choice) || offering > before(choices.offering, choice);
      return isOneOf(offeringCount)(offering, choice) && rises;
    }),
    ...check('weight of choice', choices.weight, length, isWhole),
    ...check('size of choice', choices.size, length, (size, choice) => isWhole(size, choice) && size >= 1),
    ...check('cost of choice', choices.cost, length, isWhole),
    ...floors.flatMap((floor, one) => [
      ...check(`what floor ${one} asks for,`, [floor.atLeast], 1, isWhole),
      ...check(`need of floor ${one},`, floor.needs, floor.needs.length, (need, place) => {
        return isOneOf(needCount)(need, place) && (place === 0 || need > before(floor.needs, place));
      }),
    ]),
  ];
}

/** Prices that are none: not whole, below nothing, or of places that do not exist. */
export function priceFlaws({ prices, problem }: Certificate): Flaw[] {
  const { capacity } = problem.offerings;
  const isPrice: Is = (price, one) => (capacity[one] === 0 ? price === -1 : isWhole(price, one));
  return [
    ...columnFlaw('prices', 'price of offering', prices.offering, capacity.length, isPrice),
    ...columnFlaw('prices', 'price of budget', prices.budget, problem.budgets.length, isWhole),
    ...columnFlaw('prices', 'price of floor', prices.floor, problem.floors.length, isWhole),
  ];
}
