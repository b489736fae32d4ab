import { aContext, aHousehold, aNeed, anOffering } from '../../../test/factories/matching.factory';
import { Policies } from '../../reference/policies';
import { match } from './match';
import type { CandidateOffering, MatchContext, NeedToMeet } from './matching.types';

const bidPrices = { codes: ['LI-02'], days: 31 };
/** One of 30,000 to 50,000: what a place is worth to somebody of severity 2 lies in it. */
const PRICED = anOffering({ bidPrice: 30_000 });

const planned = (need: Partial<NeedToMeet>, offerings: readonly CandidateOffering[], context: Partial<MatchContext>) =>
  match(aHousehold(), [aNeed(need)], offerings, aContext(context));

describe('places that are worth more to others (matching.md 3.5)', () => {
  it('are held back nowhere by the national defaults', () => {
    expect(new Policies().pack('base').rules.matching!.bidPrices?.codes).toEqual([]);
  });

  it('are left to them by a plan, which says so; the list stays, with what the place is worth, and nothing is missing', () => {
    const { needs, plan } = planned({ severity: 1 }, [PRICED], { bidPrices });
    expect(plan).toMatchObject({ objective: 0, items: [], contested: [], heldBack: ['n1'] });
    expect(needs[0]!.gap).toBeUndefined();
    expect(needs[0]!.candidates[0]!.notes).toContainEqual({
      key: 'matching.note.bid-price',
      params: { points: 30_000 },
    });
  });

  it('are taken by whoever needs them more, at the same score', () => {
    const [priced, free] = [true, false].map((on) => planned({ severity: 2 }, [PRICED], on ? { bidPrices } : {}));
    expect(priced!.plan.items).toEqual(free!.plan.items);
    expect(priced!.plan.heldBack).toEqual([]);
    expect(priced!.plan.objective).toBe(free!.plan.objective - 30_000);
    expect(free!.plan.heldBack).toBeUndefined();
  });

  it('give way to a place that nobody else waits for, though it stands lower in the list', () => {
    const free = anOffering({ id: 'o2', providerId: 'p2', waitDays: 20 });
    const { needs, plan } = planned({ severity: 1 }, [PRICED, free], { bidPrices });
    expect(needs[0]!.candidates.map(({ offering }) => offering.id)).toEqual(['o1', 'o2']);
    expect(plan.items.map(({ offeringId }) => offeringId)).toEqual(['o2']);
  });

  it('are for other kinds of help, and of policy aid, held back from nobody', () => {
    const other = planned({ severity: 1 }, [PRICED], { bidPrices: { codes: ['LI-04'], days: 31 } });
    expect(other.plan.items).toHaveLength(1);
    const policy = planned({ severity: 1 }, [{ ...PRICED, layer: 'policy' }], { bidPrices });
    expect(policy.plan.items).toHaveLength(1);
    expect(policy.needs[0]!.candidates[0]!.notes.map(({ key }) => key)).not.toContain('matching.note.bid-price');
  });

  it('are taken all the same where a person pins one', () => {
    const pins = [{ needId: 'n1', offeringId: 'o1', reason: 'alone at home' }];
    const { plan } = planned({ severity: 1 }, [PRICED], { bidPrices, pins });
    expect(plan).toMatchObject({ items: [{ offeringId: 'o1', pinned: true }], heldBack: [] });
  });

  it('are told apart from those that another need of the household holds', () => {
    const one = anOffering({ capacity: { known: true, left: 1 } });
    const members = ['m1', 'm2'].map((id) => ({ id, age: 70, sex: 'female' }));
    const needs = members.map(({ id }) => aNeed({ id: `of ${id}`, memberId: id }));
    const { plan } = match(aHousehold({ members }), needs, [one], aContext({ bidPrices }));
    expect(plan).toMatchObject({ items: [{}], contested: ['of m2'], heldBack: [] });
  });
});
