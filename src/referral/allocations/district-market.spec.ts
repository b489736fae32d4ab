import { aContext, aHousehold, aNeed, anOffering } from '../../../test/factories/matching.factory';
import { match, type MatchContext } from '../matching';
import { certificateOf } from './certificate';
import { districtMarket, type HouseholdSnapshot } from './district-market';
import { packMarket } from './market';
import { solve } from './solve';
import { verify } from './verify';

const NAMES = ['a', 'b', 'c'];

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

function sharedOut(snapshots: readonly HouseholdSnapshot[]) {
  const { input, ...rest } = districtMarket(snapshots);
  const market = packMarket(input);
  const solution = solve(market);
  expect(verify(certificateOf(market, solution))).toEqual([]);
  const given = Object.fromEntries(
    market.needIds.flatMap((id, need) => {
      const edge = solution.held[need]!;
      return edge < 0 ? [] : [[id, market.offeringIds[market.offering[edge]!]]];
    }),
  );
  return { ...rest, given, value: solution.value };
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

  it('keeps what a worker settled, and says which choice is no longer admitted', () => {
    const pins = [{ needId: 'n-b', offeringId: 'o1', reason: 'the bus stops there' }];
    expect(sharedOut(three([one], { pins })).given).toEqual({ 'n-b': 'o1' });
    const broken = sharedOut(three([{ ...one, state: 'closed' }], { pins }));
    expect(broken.brokenPins).toEqual([{ needId: 'n-b', offeringId: 'o1' }]);
    expect(broken.given).toEqual({});
  });

  it('tells needs that nothing could serve from those that lost a place', () => {
    expect(sharedOut(three([one])).unmatchable).toEqual([]);
    expect(sharedOut(three([one], {}, 'LI-05')).unmatchable).toEqual(['n-a', 'n-b', 'n-c']);
  });

  it('never spends more of a fund than is left, and asks those first who never said how many places they have', () => {
    const payer = { kind: 'fund' as const, id: 'f1', open: true, leftFen: 25_000 };
    const paid = anOffering({ id: 'o1', capacity: { known: false, left: 0 }, priceFen: 10_000, payer });
    expect(Object.keys(sharedOut(three([paid])).given)).toHaveLength(2);
    const free = anOffering({ id: 'o1', capacity: { known: false, left: 0 } });
    expect(Object.keys(sharedOut(three([free])).given)).toHaveLength(3);
  });
});
