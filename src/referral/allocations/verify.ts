import { createHash } from 'node:crypto';
import type { Certificate } from './certificate';
import { type Flaw, priceFlaws, problemFlaws } from './verify-figures';

/**
 * Checks a certificate from its own numbers and by nothing else: the assignment keeps every limit, is worth what is said, and no other could
 * be worth more than the bound, which follows from the prices whatever they are (with a price on a floor: no other that keeps the floors).
 * Shares no code with the solver. Empty: it holds for the problem that it tells; that this is the real one only a digest kept elsewhere shows.
 */
export function verify(certificate: Certificate): Flaw[] {
  const figures = [...digestFlaws(certificate), ...problemFlaws(certificate), ...priceFlaws(certificate)];
  const flaws = figures.length > 0 ? figures : assignmentFlaws(certificate);
  if (flaws.length > 0) return flaws;
  const value = valueOf(certificate);
  if (value !== certificate.value) return [{ part: 'value', what: `worth ${value}, not ${certificate.value}` }];
  const bound = new Bound(certificate).all();
  if (bound !== certificate.upperBound)
    return [{ part: 'upper-bound', what: `the prices prove ${bound}, not ${certificate.upperBound}` }];
  return value > bound ? [{ part: 'value', what: `${value} is above the bound ${bound}` }] : [];
}

/** Parts that were changed without their digest: a weight that nobody holds moves neither value nor bound. */
function digestFlaws({ problem, assignment, prices, digests }: Certificate): Flaw[] {
  const { needs, offerings, choices, floors } = problem;
  const rows = {
    problem: [
      ...[[problem.providerPenalty], needs.household, needs.pinned, offerings.capacity, offerings.provider],
      ...[offerings.budget, problem.budgets, choices.first, choices.offering, choices.weight, choices.size],
      ...[choices.cost, ...floors.flatMap((floor) => [[floor.atLeast], floor.needs])],
    ],
    assignment: [assignment],
    prices: [prices.offering, prices.budget, prices.floor],
  };
  return (['problem', 'assignment', 'prices'] as const).flatMap((part) => {
    const sum = createHash('sha256');
    for (const row of rows[part]) {
      // Bit by bit: the text of fifteen million choices is longer than a text may be.
      for (let place = 0; place < row.length; place += 9999)
        sum.update(
          (place === 0 ? '' : ',') +
            Array.from({ length: Math.min(9999, row.length - place) }, (_, at) => row[place + at]).join(),
        );
      sum.update('\n');
    }
    return sum.digest('hex') === digests[part] ? [] : [{ part, what: 'it does not fit its digest' }];
  });
}

/** The choice of a need at an offering; -1 when it was never admitted. */
function choiceOf({ choices }: Certificate['problem'], need: number, offering: number): number {
  for (let choice = choices.first[need]!; choice < choices.first[need + 1]!; choice += 1)
    if (choices.offering[choice] === offering) return choice;
  return -1;
}

function assignmentFlaws({ problem, assignment, prices }: Certificate): Flaw[] {
  const { needs, offerings, budgets, choices, floors } = problem;
  const flaws: Flaw[] = [];
  const refuse = (what: string) => flaws.push({ part: 'assignment', what });
  const taken = new Float64Array(offerings.capacity.length);
  const spent = new Float64Array(budgets.length);
  if (assignment.length !== needs.household.length) refuse('it has not one entry for each need');
  for (let need = 0; need < assignment.length; need += 1) {
    const offering = assignment[need]!;
    if (needs.pinned[need]! >= 0 && needs.pinned[need] !== offering) refuse(`need ${need} was pinned elsewhere`);
    if (offering < 0) continue;
    const choice = choiceOf(problem, need, offering);
    if (choice < 0) {
      refuse(`need ${need} holds offering ${offering}, which is not admitted for it`);
      continue;
    }
    taken[offering]! += choices.size[choice]!;
    const budget = offerings.budget[offering]!;
    if (budget >= 0) spent[budget]! += choices.cost[choice]!;
  }
  for (let one = 0; one < taken.length; one += 1)
    if (taken[one]! > offerings.capacity[one]!)
      refuse(`offering ${one} gives ${taken[one]} of ${offerings.capacity[one]}`);
  for (let one = 0; one < spent.length; one += 1)
    if (spent[one]! > budgets[one]!) refuse(`budget ${one} pays ${spent[one]} of ${budgets[one]}`);
  for (const [one, { atLeast, needs: members }] of floors.entries()) {
    let served = 0;
    for (let place = 0; place < members.length; place += 1) if (assignment[members[place]!]! >= 0) served += 1;
    if (prices.floor[one]! > 0 && served < atLeast) refuse(`floor ${one} has a price and is not met`);
  }
  return flaws;
}

/** Points of the assignment: weights, less the cost of each provider that a household has. */
function valueOf({ problem, assignment }: Certificate): number {
  const { needs, offerings, choices, providerPenalty } = problem;
  let value = 0;
  let pairs = new Set<number>();
  for (let need = 0; need < assignment.length; need += 1) {
    if (needs.household[need] !== needs.household[need - 1]) {
      value -= providerPenalty * pairs.size;
      pairs = new Set();
    }
    if (assignment[need]! < 0) continue;
    value += choices.weight[choiceOf(problem, need, assignment[need]!)]!;
    pairs.add(offerings.provider[assignment[need]!]!);
  }
  return value - providerPenalty * pairs.size;
}

/** Above this a household's providers cost nothing in the bound. */
const MOST_TOGETHER = 12;

/** The bound that prices prove: the best plan of every household at them, and what all places and all money would cost. */
class Bound {
  private readonly extra: Float64Array;
  private readonly open: Float64Array;

  constructor(private readonly certificate: Certificate) {
    const { problem, prices } = certificate;
    this.extra = new Float64Array(problem.needs.household.length);
    for (const [one, { needs }] of problem.floors.entries())
      for (let place = 0; place < needs.length; place += 1) this.extra[needs[place]!]! += prices.floor[one]!;
    this.open = Float64Array.from(problem.offerings.capacity);
    for (let need = 0; need < this.extra.length; need += 1) {
      const pinned = problem.needs.pinned[need]!;
      if (pinned >= 0) this.open[pinned]! -= problem.choices.size[choiceOf(problem, need, pinned)]!;
    }
  }

  all(): number {
    const { problem, prices } = this.certificate;
    const { needs, offerings, budgets, floors } = problem;
    let sum = 0;
    for (let from = 0, to = 0; from < needs.household.length; from = to) {
      while (to < needs.household.length && needs.household[to] === needs.household[from]) to += 1;
      sum += this.household(from, to);
    }
    for (let one = 0; one < offerings.capacity.length; one += 1)
      sum += Math.max(0, prices.offering[one]!) * offerings.capacity[one]!;
    for (let one = 0; one < budgets.length; one += 1) sum += Math.floor((prices.budget[one]! * budgets[one]!) / 1000);
    for (const [one, { atLeast }] of floors.entries()) sum -= prices.floor[one]! * atLeast;
    return sum;
  }

  private left(need: number, choice: number): number {
    const { problem, prices } = this.certificate;
    const { choices, offerings } = problem;
    const one = choices.offering[choice]!;
    const budget = offerings.budget[one]!;
    const charge = budget < 0 ? 0 : Math.floor((choices.cost[choice]! * prices.budget[budget]!) / 1000);
    return (
      choices.weight[choice]! + this.extra[need]! - choices.size[choice]! * Math.max(0, prices.offering[one]!) - charge
    );
  }

  private household(from: number, to: number): number {
    const { problem } = this.certificate;
    const { needs, choices, offerings, providerPenalty } = problem;
    const price = to - from > MOST_TOGETHER ? 0 : providerPenalty;
    const settled = new Set<number>();
    let sum = 0;
    for (let need = from; need < to; need += 1) {
      const pinned = needs.pinned[need]!;
      if (pinned < 0) continue;
      sum += this.left(need, choiceOf(problem, need, pinned));
      settled.add(offerings.provider[pinned]!);
    }
    sum -= providerPenalty * settled.size;
    const alone = new Array<number>(to - from).fill(0);
    const byProvider = new Map<number, Map<number, number>>();
    for (let need = from; need < to; need += 1) {
      if (needs.pinned[need]! >= 0) continue;
      for (let choice = choices.first[need]!; choice < choices.first[need + 1]!; choice += 1) {
        const one = choices.offering[choice]!;
        if (choices.size[choice]! > this.open[one]!) continue;
        const left = this.left(need, choice);
        const provider = offerings.provider[one]!;
        const here = settled.has(provider) ? left : left - price;
        if (here > alone[need - from]!) alone[need - from] = here;
        if (price === 0 || left <= 0 || settled.has(provider)) continue;
        const known = byProvider.get(provider) ?? new Map<number, number>();
        known.set(need - from, Math.max(left, known.get(need - from) ?? 0));
        byProvider.set(provider, known);
      }
    }
    return (
      sum +
      together(
        alone,
        [...byProvider.values()].filter(({ size }) => size > 1),
        price,
      )
    );
  }
}

/** The best of all ways to give some needs to providers that serve several of them, and the others what is best alone. */
function together(alone: readonly number[], groups: ReadonlyArray<ReadonlyMap<number, number>>, price: number): number {
  const every = alone.reduce((sum, one) => sum + one, 0);
  if (groups.length === 0) return every;
  // Of a set of needs: how much more they get through the groups than alone.
  let reached = new Map<number, number>([[0, 0]]);
  for (const group of groups) {
    const members = [...group].filter(([need, left]) => left > alone[need]!);
    const next = new Map(reached);
    for (let pick = 1; pick < 1 << members.length; pick += 1) {
      let [set, gain] = [0, -price];
      members.forEach(([need, left], place) => {
        if (!(pick & (1 << place))) return;
        set |= 1 << need;
        gain += left - alone[need]!;
      });
      if (gain <= 0) continue;
      for (const [before, sum] of reached) {
        if (before & set) continue;
        if (sum + gain > (next.get(before | set) ?? -Infinity)) next.set(before | set, sum + gain);
      }
    }
    reached = next;
  }
  return every + Math.max(...reached.values());
}
