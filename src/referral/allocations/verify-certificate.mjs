// node verify-certificate.mjs FILE: checks a published allocation again from its numbers alone. It needs nothing but Node:
// whoever doubts an allocation can take this file and the certificate home. Exit 0 when it holds, 1 with what is wrong.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const flaws = [];
const wrong = (part, what) => flaws.push(`${part}: ${what}`);
const refuse = () => {
  for (const flaw of flaws.slice(0, 20)) console.error(`REFUSED: ${flaw}`);
  process.exit(1);
};
const digest = (columns) =>
  createHash('sha256')
    .update(columns.map((column) => `${column.join(',')}\n`).join(''))
    .digest('hex');

let certificate;
try {
  certificate = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  if (certificate.format !== 'yuanlian-allocation-certificate/1') throw new Error('unknown format');
} catch (error) {
  console.error(`REFUSED: not a certificate (${error.message})`);
  process.exit(1);
}
const { problem, assignment, prices, value, upperBound, digests } = certificate;
const { needs, offerings, budgets, choices, floors, providerPenalty } = problem;
const needCount = needs.household.length;

// 1. The parts fit their digests. That they are those that were published no file can tell of itself: whoever changes a part
// can count its digest anew. The digest of the problem is printed at the end, to be held against the one that was published.
const parts = {
  problem: [
    [providerPenalty],
    ...[needs.household, needs.pinned, offerings.capacity, offerings.provider, offerings.budget, budgets],
    ...[choices.first, choices.offering, choices.weight, choices.size, choices.cost],
    ...floors.flatMap((floor) => [[floor.atLeast], floor.needs]),
  ],
  assignment: [assignment],
  prices: [prices.offering, prices.budget, prices.floor],
};
for (const [part, columns] of Object.entries(parts))
  if (digest(columns) !== digests[part]) wrong(part, 'does not fit its digest');

// 2. All figures are whole and none is below what it can be; a place that does not exist has no price.
const figuresFrom = flaws.length;
const whole = (figure) => Number.isSafeInteger(figure) && figure >= 0;
const oneOf = (count) => (figure) => whole(figure) && figure < count;
const noneOr = (is) => (figure) => figure === -1 || is(figure);
const each = (part, name, column, length, is) => {
  if (column.length !== length) return wrong(part, `${name}: ${column.length} figures, not ${length}`);
  const place = column.findIndex((figure, one) => !is(figure, one));
  if (place >= 0) wrong(part, `${name} ${place} is ${column[place]}`);
};
const offeringCount = offerings.capacity.length;
const choiceCount = choices.offering.length;
if (!whole(providerPenalty)) wrong('problem', `a provider costs ${providerPenalty}`);
each('problem', 'household of need', needs.household, needCount, whole);
each('problem', 'pin of need', needs.pinned, needCount, noneOr(oneOf(offeringCount)));
each('problem', 'places of offering', offerings.capacity, offeringCount, whole);
each('problem', 'provider of offering', offerings.provider, offeringCount, whole);
each('problem', 'budget of offering', offerings.budget, offeringCount, noneOr(oneOf(budgets.length)));
each('problem', 'money of budget', budgets, budgets.length, whole);
each('problem', 'first choice of need', choices.first, needCount + 1, (first, need) =>
  need === 0 ? first === 0 : whole(first) && first >= choices.first[need - 1],
);
if (choices.first[needCount] !== choiceCount) wrong('problem', 'choices belong to no need');
each('problem', 'offering of choice', choices.offering, choiceCount, oneOf(offeringCount));
each('problem', 'weight of choice', choices.weight, choiceCount, whole);
each('problem', 'size of choice', choices.size, choiceCount, (size) => whole(size) && size >= 1);
each('problem', 'cost of choice', choices.cost, choiceCount, whole);
floors.forEach((floor, one) => {
  if (!whole(floor.atLeast)) wrong('problem', `floor ${one} asks for ${floor.atLeast}`);
  each('problem', `need of floor ${one},`, floor.needs, new Set(floor.needs).size, oneOf(needCount));
});
each('prices', 'price of offering', prices.offering, offeringCount, (price, one) =>
  offerings.capacity[one] === 0 ? price === -1 : whole(price),
);
each('prices', 'price of budget', prices.budget, budgets.length, whole);
each('prices', 'price of floor', prices.floor, floors.length, whole);
if (flaws.length > figuresFrom) refuse();

// 3. The assignment keeps every limit; what it is worth.
const choiceAt = needs.household.map((_, need) => {
  const own = new Map();
  for (let choice = choices.first[need]; choice < choices.first[need + 1]; choice += 1)
    if (own.has(choices.offering[choice])) wrong('problem', `need ${need} has two choices of one offering`);
    else own.set(choices.offering[choice], choice);
  return own;
});
const used = offerings.capacity.map(() => 0);
const spent = budgets.map(() => 0);
const pairs = new Set();
let worth = 0;
if (assignment.length !== needCount) wrong('assignment', 'has not one entry for each need');
assignment.forEach((offering, need) => {
  const pinned = needs.pinned[need];
  if (pinned >= 0 && pinned !== offering) wrong('assignment', `need ${need} was settled otherwise by a person`);
  if (offering < 0) return;
  const choice = choiceAt[need]?.get(offering);
  if (choice === undefined) return wrong('assignment', `need ${need} holds offering ${offering}, not admitted for it`);
  used[offering] += choices.size[choice];
  if (offerings.budget[offering] >= 0) spent[offerings.budget[offering]] += choices.cost[choice];
  worth += choices.weight[choice];
  pairs.add(`${needs.household[need]} ${offerings.provider[offering]}`);
});
worth -= providerPenalty * pairs.size;
used.forEach((places, one) => {
  if (places > offerings.capacity[one])
    wrong('assignment', `offering ${one} gives ${places} of ${offerings.capacity[one]}`);
});
spent.forEach((fen, one) => fen > budgets[one] && wrong('assignment', `budget ${one} pays ${fen} of ${budgets[one]}`));
floors.forEach((floor, one) => {
  const served = floor.needs.filter((need) => assignment[need] >= 0).length;
  if (prices.floor[one] > 0 && served < floor.atLeast) wrong('assignment', `floor ${one} is priced and not met`);
});
if (worth !== value) wrong('value', `the assignment is worth ${worth}, not ${value}`);

// 4. The bound that the prices prove: the best plan of each household at them, plus all places and all money at them.
if (flaws.length === 0) {
  const bound = boundOf();
  if (bound !== upperBound) wrong('upper bound', `the prices prove ${bound}, not ${upperBound}`);
  else if (worth > bound) wrong('value', `${worth} is above the bound ${bound}`);
}
if (flaws.length > 0) refuse();
const percent = upperBound > 0 ? ((100 * (upperBound - value)) / upperBound).toFixed(4) : '0.0000';
// With a price on a floor the bound says nothing of plans that serve fewer of its group.
const plan = prices.floor.some((price) => price > 0) ? 'plan that keeps the floors' : 'plan';
console.log(`ACCEPTED: worth ${value}, no ${plan} can be worth more than ${upperBound}: at most ${percent} % better`);
console.log(`problem ${digest(parts.problem)}`);
console.log(
  'Compare this digest with the published one: a file can prove its own figures, not that they are the real ones.',
);

function boundOf() {
  const bonus = needs.household.map(() => 0);
  floors.forEach((floor, one) => floor.needs.forEach((need) => (bonus[need] += prices.floor[one])));
  const open = [...offerings.capacity];
  needs.pinned.forEach((offering, need) => {
    if (offering >= 0) open[offering] -= choices.size[choiceAt[need].get(offering)];
  });
  const left = (need, choice) => {
    const one = choices.offering[choice];
    const budget = offerings.budget[one];
    const charge = budget < 0 ? 0 : Math.floor((choices.cost[choice] * prices.budget[budget]) / 1000);
    return choices.weight[choice] + bonus[need] - choices.size[choice] * Math.max(0, prices.offering[one]) - charge;
  };
  const households = new Map();
  needs.household.forEach((household, need) => {
    if (!households.has(household)) households.set(household, []);
    households.get(household).push(need);
  });
  let sum = 0;
  for (const members of households.values()) sum += bestPlan(members, left, open);
  offerings.capacity.forEach((capacity, one) => (sum += Math.max(0, prices.offering[one]) * capacity));
  budgets.forEach((fen, one) => (sum += Math.floor((prices.budget[one] * fen) / 1000)));
  floors.forEach((floor, one) => (sum -= prices.floor[one] * floor.atLeast));
  return sum;
}

/** The best plan of a household, by trying who shares a provider; with more than twelve needs providers cost nothing. */
function bestPlan(members, left, open) {
  const cost = members.length > 12 ? 0 : providerPenalty;
  const settled = new Set();
  let sum = 0;
  for (const need of members) {
    const offering = needs.pinned[need];
    if (offering < 0) continue;
    sum += left(need, choiceAt[need].get(offering));
    settled.add(offerings.provider[offering]);
  }
  sum -= providerPenalty * settled.size;
  const free = members.filter((need) => needs.pinned[need] < 0);
  const alone = free.map(() => 0);
  const byProvider = new Map();
  free.forEach((need, place) => {
    for (const [offering, choice] of choiceAt[need]) {
      if (choices.size[choice] > open[offering]) continue;
      const points = left(need, choice);
      const provider = offerings.provider[offering];
      alone[place] = Math.max(alone[place], settled.has(provider) ? points : points - cost);
      if (settled.has(provider)) continue;
      if (!byProvider.has(provider))
        byProvider.set(
          provider,
          free.map(() => 0),
        );
      const best = byProvider.get(provider);
      best[place] = Math.max(best[place], points);
    }
  });
  // table[set]: the most that the needs of the set can get, through groups that share a provider or alone.

  if (cost === 0) return alone.reduce((all, one) => all + one, sum);
  const table = Array.from({ length: 1 << free.length }, (_, set) =>
    alone.reduce((all, one, place) => (set & (1 << place) ? all + one : all), 0),
  );
  for (const best of byProvider.values()) {
    const places = best.flatMap((points, place) => (points > alone[place] ? [place] : []));
    if (places.length < 2) continue;
    const before = [...table];
    for (let set = 0; set < table.length; set += 1)
      for (let pick = 1; pick < 1 << places.length; pick += 1) {
        let group = 0;
        let points = -cost;
        places.forEach((place, bit) => {
          if (!(pick & (1 << bit))) return;
          group |= 1 << place;
          points += best[place];
        });
        if ((set & group) === group) table[set] = Math.max(table[set], before[set ^ group] + points);
      }
  }
  return sum + table.at(-1);
}
