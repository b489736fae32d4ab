import { aContext, aHousehold, aNeed, anOffering } from '../../../test/factories/matching.factory';
import { match, type MatchContext } from '../matching';
import { certificateOf } from './certificate';
import type { HouseholdSnapshot } from './household-choices';
import { packMarket } from './market';
import { MarketBuilder } from './market-builder';
import { solve } from './solve';
import { marketOf, placeOf } from './stored-market';
import { verify } from './verify';

const NAMES = ['a', 'b', 'c'];
const ORDER = { model: 'full', withBudgets: true, floors: [] } satisfies Parameters<MarketBuilder['done']>[0];

/** Three households that want the same meals, the first one most. */
function three(
  offerings: HouseholdSnapshot['offerings'],
  context: Partial<MatchContext> = {},
  code = 'LI-02',
): HouseholdSnapshot[] {
  return NAMES.map((id, place) => ({
    household: aHousehold({ id: `h-${id}` }),
    needs: [aNeed({ id: `n-${id}`, code, memberId: null, severity: place === 0 ? 3 : 1 })],
    offerings,
    context: { ...aContext(), ...context },
  }));
}

/** @param pinned needs and offerings that a person settled */
function sharedOut(snapshots: readonly HouseholdSnapshot[], pinned: Readonly<Record<string, string>> = {}) {
  const builder = new MarketBuilder();
  const gathered = snapshots.flatMap((snapshot) => builder.add(snapshot, null));
  const stored = builder.done(ORDER);
  const offeringAt = (id: string) => stored.offerings.findIndex((one) => one.id === id);
  const pins = gathered.flatMap(({ place: need, needId }) =>
    pinned[needId] === undefined ? [] : [{ need, offering: offeringAt(pinned[needId]) }],
  );
  const market = packMarket(marketOf(stored, { pins, forbidden: [] }));
  const solution = solve(market);
  expect(verify(certificateOf(market, solution))).toEqual([]);
  const given = Object.fromEntries(
    market.needIds.flatMap((id, need) => {
      const edge = solution.held[need]!;
      if (edge < 0) return [];
      const offering = stored.offerings[placeOf(market.offeringIds[market.offering[edge]!]!)]!;
      return [[gathered[placeOf(id)]!.needId, offering.id]];
    }),
  );
  return { gathered, given, value: solution.value };
}

describe('the market of a district', () => {
  const one = anOffering({ id: 'o1', capacity: { known: true, left: 1 } });

  it('gives one household what its own joint plan gives', () => {
    const offerings = [one, anOffering({ id: 'o2', providerId: 'p2', layer: 'policy' })];
    const [first] = three(offerings);
    const plan = match(first!.household, first!.needs, offerings, first!.context).plan;
    const { given, value } = sharedOut([first!]);
    expect(given).toEqual(Object.fromEntries(plan.items.map(({ needId, offeringId }) => [needId, offeringId])));
    expect(value).toBe(plan.objective);
  });

  it('gives the only place to whom it matters most', () => {
    expect(sharedOut(three([one])).given).toEqual({ 'n-a': 'o1' });
  });

  it('keeps what a worker settled', () => {
    expect(sharedOut(three([one]), { 'n-b': 'o1' }).given).toEqual({ 'n-b': 'o1' });
  });

  it('tells needs that nothing could serve from those that lost a place', () => {
    const causes = (snapshots: HouseholdSnapshot[]) => sharedOut(snapshots).gathered.map(({ cause }) => cause);
    expect(causes(three([one]))).toEqual([null, null, null]);
    expect(causes(three([one], {}, 'LI-05'))).toEqual(['no-supply', 'no-supply', 'no-supply']);
    expect(sharedOut(three([{ ...one, state: 'closed' }])).given).toEqual({});
  });

  it('never spends more of a fund than is left, and asks those first who never said how many places they have', () => {
    const payer = { kind: 'fund' as const, id: 'f1', open: true, leftFen: 25_000 };
    const paid = anOffering({ id: 'o1', capacity: { known: false, left: 0 }, priceFen: 10_000, payer });
    expect(Object.keys(sharedOut(three([paid])).given)).toHaveLength(2);
    const free = anOffering({ id: 'o1', capacity: { known: false, left: 0 } });
    expect(Object.keys(sharedOut(three([free])).given)).toHaveLength(3);
  });
});
