import fc from 'fast-check';
import { Dice, someOffering, someQuestion } from '../../../test/factories/offering-market.factory';
import { judge, judgeAll } from './candidates';
import { match } from './match';
import type { MatchResult } from './match';
import type { CandidateOffering, HouseholdFacts, MatchContext, NeedToMeet } from './matching.types';
import { layerRank } from './route';

interface Market {
  household: HouseholdFacts;
  needs: readonly NeedToMeet[];
  context: MatchContext;
  offerings: readonly CandidateOffering[];
}

const SIZES = [4, 10, 25];
const marketOf = (seed: number): Market => {
  const dice = new Dice(seed);
  const size = dice.one(SIZES);
  const offerings = Array.from({ length: size }, (_, number) => someOffering(dice, number, seed));
  return { ...someQuestion(dice, size), offerings };
};
const solved = ({ household, needs, offerings, context }: Market): MatchResult =>
  match(household, needs, offerings, context);
const inAll = (runs: number, seed: number, holds: (market: Market) => void): void =>
  fc.assert(
    fc.property(fc.integer(), (number) => holds(marketOf(number))),
    { numRuns: runs, seed },
  );
const changed = (market: Market, offering: (one: CandidateOffering) => Partial<CandidateOffering>): Market => ({
  ...market,
  offerings: market.offerings.map((one) => ({ ...one, ...offering(one) })),
});
/** An answer without the words that only print a fact. */
const decided = ({ needs, plan }: MatchResult) => ({
  lists: needs.map(({ need, candidates, excluded }) => ({
    need: need.id,
    candidates: candidates.map(({ offering, score, parts }) => [offering.id, score, parts.map(({ points }) => points)]),
    excluded: excluded.map(({ offering, refusals }) => [offering.id, refusals.map(({ rule }) => rule)]),
  })),
  items: plan.items,
  objective: plan.objective,
  others: plan.alternatives.map(({ items }) => items),
});

/** The properties of matching.md section 5 that speak of one household; the README says where the others are shown. */
describe('a match of one household (matching.md 5)', () => {
  it('can always be carried out: all plans keep places, hours, money and single funding', () => {
    let planned = 0;
    inAll(200, 51, (market) => {
      const { plan } = solved(market);
      for (const { items } of [plan, ...plan.alternatives]) {
        planned += items.length;
        const chosen = items.map(({ needId, offeringId }) => ({
          need: market.needs.find(({ id }) => id === needId)!,
          offering: market.offerings.find(({ id }) => id === offeringId)!,
        }));
        expect(new Set(items.map(({ needId }) => needId)).size).toBe(items.length);
        const purses = new Map<string, { left: number; spent: number }>();
        for (const { need, offering } of chosen) {
          // Whoever stands in a plan is admitted by every rule.
          const { household, context } = market;
          expect(judge({ household, need, offering, context }).admitted).toBe(true);
          const persons = new Set(
            chosen.filter((one) => one.offering.id === offering.id).map((one) => one.need.memberId ?? ''),
          );
          if (offering.capacity.known) expect(persons.size).toBeLessThanOrEqual(offering.capacity.left);
          if (offering.payer.kind !== 'fund' && offering.payer.kind !== 'contract') continue;
          const purse = purses.get(offering.payer.id) ?? { left: offering.payer.leftFen, spent: 0 };
          purse.spent += offering.priceFen;
          purses.set(offering.payer.id, purse);
          expect(purse.spent).toBeLessThanOrEqual(purse.left);
          const twins = chosen.filter(
            (one) =>
              one.need.code === need.code &&
              (one.need.memberId ?? null) === (need.memberId ?? null) &&
              ['fund', 'contract'].includes(one.offering.payer.kind),
          );
          expect(twins).toHaveLength(1);
        }
      }
    });
    expect(planned).toBeGreaterThan(200);
  });

  it('shows every offering that a plan holds, whatever the length of its list', () => {
    let later = 0;
    const big = [30, 60];
    fc.assert(
      fc.property(fc.integer(), (number) => {
        const dice = new Dice(number);
        const size = dice.one(big);
        const offerings = Array.from({ length: size }, (_, at) => someOffering(dice, at, number));
        const question = someQuestion(dice, size);
        const context = { ...question.context, candidatesPerNeed: 2 };
        const { needs, plan } = solved({ ...question, offerings, context });
        for (const { needId, offeringId } of [plan, ...plan.alternatives].flatMap(({ items }) => items)) {
          const { candidates } = needs.find(({ need }) => need.id === needId)!;
          const place = candidates.findIndex(({ offering }) => offering.id === offeringId);
          expect(place).toBeGreaterThanOrEqual(0);
          later += Number(place >= 2);
        }
      }),
      { numRuns: 100, seed: 61 },
    );
    expect(later).toBeGreaterThan(20);
  });

  it('prints parts that are the score, all of them, in every list', () => {
    inAll(150, 52, (market) => {
      for (const { candidates } of solved(market).needs)
        for (const { parts, score } of candidates)
          expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(score);
    });
  });

  it('is never worse for one more place, wider rules or more money', () => {
    const better: ReadonlyArray<(one: CandidateOffering) => Partial<CandidateOffering>> = [
      ({ capacity }) => ({ capacity: { ...capacity, left: capacity.left + 1 } }),
      () => ({ eligibility: {}, areaPaths: [], districtCode: '510117', radiusMetres: null }),
      ({ payer }) =>
        payer.kind === 'fund'
          ? { payer: { ...payer, open: true, leftFen: payer.leftFen + 50_000, ceilingLeftFen: null } }
          : payer.kind === 'contract'
            ? { payer: { ...payer, open: true, leftFen: payer.leftFen + 50_000, leftUnits: null } }
            : {},
    ];
    let gained = 0;
    inAll(120, 53, (drawn) => {
      // A pin that no rule admits yet would be kept as soon as one does, at the price of something better.
      const market = { ...drawn, context: { ...drawn.context, pins: [] } };
      const before = solved(market).plan;
      for (const change of better) {
        const after = solved(changed(market, change)).plan;
        expect(after.objective).toBeGreaterThanOrEqual(before.objective);
        gained += Number(after.objective > before.objective);
      }
    });
    // The changes matter: they gain something in many markets.
    expect(gained).toBeGreaterThan(60);
  });

  it('is the same from any order of needs, offerings and members', () => {
    inAll(120, 54, (market) => {
      const turned = {
        ...market,
        needs: [...market.needs].reverse(),
        offerings: [...market.offerings].reverse(),
        household: { ...market.household, members: [...market.household.members].reverse() },
      };
      expect(solved(turned)).toEqual(solved(market));
    });
  });

  it('does not look at the name of a provider or of an offering', () => {
    inAll(120, 55, (market) => {
      const renamed = changed(market, ({ id }) => ({ name: `Z ${id}`, providerName: '甲' }));
      expect(decided(solved(renamed))).toEqual(decided(solved(market)));
    });
  });

  it('looks at sex, age and disability only where a rule of an offering asks for them', () => {
    const other = { sex: 'other', age: 33, disability: { kind: 'speech', grade: 4 } };
    const blind = (one: CandidateOffering): Partial<CandidateOffering> => ({
      eligibility: {},
      contact: false,
      id: one.id,
    });
    let seen = 0;
    inAll(120, 56, (market) => {
      const unasked = changed(market, blind);
      const members = market.household.members.map(({ id, busy }) => ({ id, ...other, ...(busy && { busy }) }));
      const strangers = { ...unasked, household: { ...market.household, members } };
      expect(decided(solved(strangers))).toEqual(decided(solved(unasked)));
      // Where the offerings do ask, the same change is felt now and then.
      const asked = decided(solved({ ...market, household: { ...market.household, members } }));
      seen += Number(JSON.stringify(asked) !== JSON.stringify(decided(solved(market))));
    });
    expect(seen).toBeGreaterThan(20);
  });

  it('keeps a refusal when only a fact that it does not name is changed, and loses it when that one is', () => {
    // What no rule but the named one reads.
    const unnamed: ReadonlyArray<Partial<CandidateOffering>> = [
      { name: 'Other', providerName: 'Other' },
      { waitDays: 99, answerMedianHours: 1, loadPercent: 100 },
      { quality: { outcomes: 200, own: 100, mean: 1 } },
      { confirmedOn: '2026-11-20', priceUnit: 'year', layer: 'policy' },
    ];
    let cases = 0;
    inAll(500, 57, (market) => {
      const { household, needs, offerings, context } = market;
      for (const need of needs)
        for (const { offering, refusals } of judgeAll(household, need, offerings, context).excluded)
          for (const change of unnamed) {
            cases += 1;
            const again = judge({ household, need, offering: { ...offering, ...change }, context });
            expect(again.admitted ? [] : again.excluded.refusals).toEqual(refusals);
          }
    });
    expect(cases).toBeGreaterThanOrEqual(5_000);
  });

  it('never passes over policy aid that is free to be had, in no list and in no plan', () => {
    let first = 0;
    inAll(150, 58, (market) => {
      const free = changed(market, () => ({
        ...{ capacity: { known: true, left: 99 }, payer: { kind: 'free' as const }, schedule: null },
      }));
      const { needs, plan } = solved({ ...free, context: { ...market.context, pins: [] } });
      const rank = ({ layer }: CandidateOffering): number => layerRank(layer);
      for (const { need, candidates } of needs) {
        const ranks = candidates.map(({ offering }) => rank(offering));
        expect([...ranks].sort((a, b) => b - a)).toEqual(ranks);
        const item = plan.items.find(({ needId }) => needId === need.id);
        const chosen = candidates.find(({ offering }) => offering.id === item?.offeringId);
        if (candidates.length > 0) expect(chosen && rank(chosen.offering)).toBe(ranks[0]);
        first += Number(ranks[0] === 3);
      }
    });
    expect(first).toBeGreaterThan(40);
  });

  it('keeps a pinned choice in every re-run in which a rule still admits it, and says so when none does', () => {
    let kept = 0;
    inAll(150, 59, (market) => {
      const before = solved({ ...market, context: { ...market.context, pins: [] } });
      const pins = before.needs.flatMap(({ need, candidates }) => {
        const last = candidates.at(-1);
        return last && candidates.length > 1
          ? [{ needId: need.id, offeringId: last.offering.id, reason: 'knows her' }]
          : [];
      });
      const [pin] = pins;
      if (!pin) return;
      const context = { ...market.context, pins: [pin] };
      const again = solved({ ...market, context });
      const item = again.plan.items.find(({ needId }) => needId === pin.needId);
      // Another need may hold the place; nothing but the pinned offering ever stands there.
      if (item) expect(item).toMatchObject({ offeringId: pin.offeringId, pinned: true });
      kept += Number(item !== undefined);
      const closed = changed(market, (one) => (one.id === pin.offeringId ? { state: 'closed' } : {}));
      expect(solved({ ...closed, context }).brokenPins).toEqual([pin]);
    });
    expect(kept).toBeGreaterThan(30);
  });

  it('proposes nothing that was set aside, and says of it that it was', () => {
    let aside = 0;
    inAll(100, 60, (market) => {
      const before = solved({ ...market, context: { ...market.context, pins: [] } });
      const forbidden = before.plan.items.map(({ needId, offeringId }) => ({ needId, offeringId }));
      const after = solved({ ...market, context: { ...market.context, pins: [], forbidden } });
      for (const { needId, offeringId } of forbidden) {
        const need = after.needs.find((one) => one.need.id === needId);
        expect(need?.candidates.some(({ offering }) => offering.id === offeringId)).toBe(false);
        const refusals = need?.excluded.find(({ offering }) => offering.id === offeringId)?.refusals;
        expect(refusals?.map(({ rule }) => rule)).toEqual(['set-aside']);
        if (need?.admitted === 0) expect(need.gap?.setAside).toBe(true);
        aside += 1;
      }
      expect(after.plan.objective).toBeLessThanOrEqual(before.plan.objective);
    });
    expect(aside).toBeGreaterThan(60);
  });
});
