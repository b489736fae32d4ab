import fc from 'fast-check';
import { aContext, aHousehold, aMember, aNeed, anOffering, outcomesAt } from '../../../test/factories/matching.factory';
import { match } from './match';
import type { CandidateOffering } from './matching.types';

const meals = aNeed();
const bath = aNeed({ id: 'n2', code: 'LI-04', severity: 3, memberId: 'm1' });

/** Free offerings without limits, so that only the published objective decides. */
const offerArbitrary = fc.record({
  providerId: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  layer: fc.constantFrom('policy' as const, 'society' as const, 'special-fund' as const),
  codes: fc.subarray(['LI-02', 'LI-04', 'LI-05'], { minLength: 1 }),
  quality: fc.nat(100).map(outcomesAt),
  waitDays: fc.nat(60),
});

describe('match', () => {
  it('ranks by score and then by id, in any order of the input', () => {
    const offerings = [anOffering({ id: 'o3' }), anOffering({ id: 'o1', layer: 'policy' }), anOffering({ id: 'o2' })];
    const answer = match(aHousehold(), [meals], offerings, aContext());
    expect(answer.needs[0]?.candidates.map(({ offering }) => offering.id)).toEqual(['o1', 'o2', 'o3']);
    expect(match(aHousehold(), [meals], [...offerings].reverse(), aContext())).toEqual(answer);
    expect(answer.plan.items).toMatchObject([{ needId: 'n1', offeringId: 'o1', side: 'government', pinned: false }]);
  });

  it('shows ten candidates and counts the rest', () => {
    const offerings = Array.from({ length: 12 }, (_, at) => anOffering({ id: `o${at}`, providerId: `p${at}` }));
    const [need] = match(aHousehold(), [meals], offerings, aContext()).needs;
    expect(need?.candidates).toHaveLength(10);
    expect(need?.admitted).toBe(12);
  });

  it('shows, after the ten, what the plan, its alternatives and the pins name', () => {
    const better = Array.from({ length: 12 }, (_, at) => anOffering({ id: `o${at + 10}`, providerId: `p${at}` }));
    const both = anOffering({ id: 'o30', providerId: 'px', codes: ['LI-02', 'LI-04'], quality: outcomesAt(0) });
    const last = anOffering({ id: 'o40', providerId: 'py', quality: outcomesAt(0), waitDays: 60 });
    const pins = [{ needId: 'n3', offeringId: last.id, reason: 'knows the family' }];
    const needs = [meals, bath, aNeed({ id: 'n3' })];
    const answer = match(aHousehold(), needs, [...better, both, last], aContext({ pins }));
    const shown = (needId: string) =>
      answer.needs.find(({ need }) => need.id === needId)!.candidates.map(({ offering }) => offering.id);
    for (const { items } of [answer.plan, ...answer.plan.alternatives])
      for (const { needId, offeringId } of items) expect(shown(needId)).toContain(offeringId);
    expect(answer.plan.items).toContainEqual(expect.objectContaining({ needId: 'n1', offeringId: both.id }));
    expect(shown('n1').slice(0, 10)).toEqual(better.slice(0, 10).map(({ id }) => id));
    expect(shown('n1').slice(10)).toContain(both.id);
    expect(shown('n3')).toContain(last.id);
  });

  it('keeps together what one provider can give, when that costs little', () => {
    const both = anOffering({ id: 'o1', codes: ['LI-02', 'LI-04'], quality: outcomesAt(40) });
    const better = anOffering({ id: 'o2', providerId: 'p2', quality: outcomesAt(90) });
    const answer = match(aHousehold(), [meals, bath], [both, better], aContext());
    expect(answer.plan.items.map(({ offeringId }) => offeringId)).toEqual(['o1', 'o1']);
    expect(answer.plan.bound).toBe(answer.plan.objective);
    expect(answer.plan.alternatives.map(({ items }) => items.map(({ offeringId }) => offeringId))).toContainEqual([
      'o1',
      'o2',
    ]);
  });

  it('never passes over policy aid to save a provider', () => {
    const both = anOffering({ id: 'o1', codes: ['LI-02', 'LI-04'], quality: outcomesAt(100) });
    const policy = anOffering({ id: 'o2', providerId: 'p2', layer: 'policy', quality: outcomesAt(0), waitDays: 90 });
    const { plan } = match(aHousehold(), [{ ...meals, severity: 0 }, bath], [both, policy], aContext());
    expect(plan.items.find(({ needId }) => needId === 'n1')?.offeringId).toBe('o2');
  });

  it('gives the last place to the weightier need and says which need lost it', () => {
    const household = aHousehold({ members: [aMember(), aMember({ id: 'm2' })] });
    const needs = [aNeed({ id: 'n1', memberId: 'm1' }), aNeed({ id: 'n2', memberId: 'm2', urgency: 'red' })];
    const last = anOffering({ capacity: { known: true, left: 1 } });
    const { plan, needs: answered } = match(household, needs, [last], aContext());
    expect(plan.items.map(({ needId }) => needId)).toEqual(['n2']);
    expect(plan.contested).toEqual(['n1']);
    expect(answered.map(({ need }) => need.id)).toEqual(['n2', 'n1']);
    expect(plan.bound).toBe(plan.objective);
  });

  it('does not send one person to two places at one hour', () => {
    const schedule = { slots: [{ day: 1, from: 480, to: 960 }], fixed: true };
    const needs = [aNeed({ memberId: 'm1' }), bath];
    const first = anOffering({ schedule });
    const clash = anOffering({ id: 'o2', providerId: 'p2', codes: ['LI-04'], schedule });
    const later = anOffering({ id: 'o3', providerId: 'p3', codes: ['LI-04'], quality: outcomesAt(0) });
    const { plan } = match(aHousehold(), needs, [first, clash, later], aContext());
    expect(plan.items.map(({ offeringId }) => offeringId)).toEqual(['o3', 'o1']);
  });

  it('does not spend one fund twice', () => {
    const payer = { kind: 'fund', id: 'f1', open: true, leftFen: 900 } as const;
    const grants = [
      anOffering({ payer, priceFen: 500 }),
      anOffering({ id: 'o2', codes: ['LI-04'], payer, priceFen: 500 }),
    ];
    const { plan } = match(aHousehold(), [meals, bath], grants, aContext());
    expect(plan.items.map(({ needId }) => needId)).toEqual(['n2']);
    expect(plan.proof.key).toBe('matching.proof.branched');
  });

  it('keeps a pinned choice and reports a pin that a rule forbids', () => {
    const offerings = [anOffering({ layer: 'policy' }), anOffering({ id: 'o2', providerId: 'p2' })];
    const pin = { needId: 'n1', offeringId: 'o2', reason: 'knows the family' };
    const kept = match(aHousehold(), [meals], offerings, aContext({ pins: [pin] }));
    expect(kept.plan.items).toMatchObject([{ offeringId: 'o2', pinned: true }]);
    const closed = offerings.map((offering) =>
      offering.id === 'o2' ? { ...offering, state: 'closed' as const } : offering,
    );
    const broken = match(aHousehold(), [meals], closed, aContext({ pins: [pin] }));
    expect(broken.brokenPins).toEqual([pin]);
    expect(broken.plan.items).toMatchObject([{ offeringId: 'o1', pinned: false }]);
  });

  it.each([
    ['no-supply', anOffering({ codes: ['CA-01'] })],
    ['no-supply', anOffering({ state: 'closed' })],
    ['full', anOffering({ capacity: { known: true, left: 0 } })],
    ['too-far', anOffering({ radiusMetres: 10 })],
    ['not-eligible', anOffering({ eligibility: { maxAge: 18 } })],
    ['no-money', anOffering({ priceFen: 5, payer: { kind: 'fund', id: 'f', open: true, leftFen: 4 } })],
    ['not-eligible', anOffering({ eligibility: { maxAge: 18 }, capacity: { known: true, left: 0 } })],
  ])('names the gap %s', (cause, offering) => {
    const answer = match(aHousehold(), [meals], [offering], aContext());
    expect(answer.needs[0]?.gap).toEqual({ cause, because: { key: `matching.gap.${cause}`, params: {} } });
    expect(answer.plan).toMatchObject({ items: [], objective: 0, bound: 0, contested: [] });
  });

  it('names the gap after the offering that is nearest, and a full one only when nothing else is missing', () => {
    const young = anOffering({ id: 'o2', eligibility: { maxAge: 18 } });
    const farAndFull = anOffering({ capacity: { known: true, left: 0 }, radiusMetres: 10 });
    const gap = (...offerings: CandidateOffering[]): string | undefined =>
      match(aHousehold(), [meals], offerings, aContext()).needs[0]?.gap?.cause;
    expect(gap(farAndFull)).toBe('too-far');
    expect(gap(farAndFull, young)).toBe('not-eligible');
    expect(gap(farAndFull, young, anOffering({ id: 'o3', capacity: { known: true, left: 0 } }))).toBe('full');
    const refused = [{ needId: 'n1', offeringId: 'o1' }];
    expect(match(aHousehold(), [meals], [anOffering()], aContext({ refused })).needs[0]?.gap?.cause).toBe('declined');
  });

  it('names the same gap when a full offering is set aside as well', () => {
    const full = anOffering({ capacity: { known: true, left: 0 } });
    const gapOf = (changes: object) => match(aHousehold(), [meals], [full], aContext(changes)).needs[0]?.gap;
    const forbidden = [{ needId: 'n1', offeringId: 'o1' }];
    expect(gapOf({ forbidden })).toEqual(gapOf({}));
    expect(gapOf({ forbidden })).toMatchObject({ cause: 'full' });
    expect(gapOf({ forbidden })).not.toHaveProperty('setAside');
  });

  it('gives every need its policy aid where there is some, and the same answer in any order', () => {
    fc.assert(
      fc.property(fc.array(offerArbitrary, { minLength: 4, maxLength: 14 }), fc.nat(), (drawn, turn) => {
        const offerings = drawn.map((one, at) => anOffering({ ...one, id: `o${at}`, point: null }));
        const needs = [meals, { ...bath, severity: 0 as const }, aNeed({ id: 'n3', code: 'LI-05', urgency: 'red' })];
        const answer = match(aHousehold(), needs, offerings, aContext());
        const cut = turn % offerings.length;
        const turned = [...offerings.slice(cut), ...offerings.slice(0, cut)];
        expect(match(aHousehold(), [...needs].reverse(), turned, aContext())).toEqual(answer);
        for (const { need, candidates } of answer.needs) {
          const hasPolicy = candidates.some(({ offering }) => offering.layer === 'policy');
          const planned = answer.plan.items.find(({ needId }) => needId === need.id);
          if (hasPolicy) expect(planned?.side).toBe('government');
        }
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('offers at most three other plans, all different and none better', () => {
    const offerings = Array.from({ length: 8 }, (_, at) =>
      anOffering({
        id: `o${at}`,
        providerId: `p${at % 5}`,
        codes: at % 2 ? ['LI-02'] : ['LI-02', 'LI-04'],
        waitDays: (at * 7) % 20,
        point: { lat: 30.8 + at / 1000, lon: 103.9 },
        quality: outcomesAt((at * 37) % 100),
      }),
    );
    const { plan } = match(aHousehold(), [meals, bath], offerings, aContext());
    expect(plan.alternatives).toHaveLength(3);
    const plans = [plan, ...plan.alternatives].map(({ items }) => items.map(({ offeringId }) => offeringId).join());
    expect(new Set(plans).size).toBe(4);
    for (const { objective } of plan.alternatives) expect(objective).toBeLessThanOrEqual(plan.objective);
  });

  it('plans a large household among many providers in a moment', () => {
    const codes = ['LI-01', 'LI-02', 'LI-03', 'LI-04', 'LI-05', 'CA-01', 'HE-01', 'PS-01', 'SO-01', 'HO-05'];
    const needs = codes.map((code, at) =>
      aNeed({ id: `n${at}`, code, memberId: 'm1', severity: (at % 4) as 0 | 1 | 2 | 3 }),
    );
    const offerings = Array.from({ length: 400 }, (_, at) =>
      anOffering({
        id: `o${String(at).padStart(3, '0')}`,
        providerId: `p${at % 60}`,
        codes: [codes[at % 10] ?? '', codes[(at * 3) % 10] ?? ''],
        quality: outcomesAt((at * 37) % 100),
        schedule: { slots: [{ day: 1 + (at % 5), from: 480, to: 720 }], fixed: at % 3 === 0 },
        capacity: { known: true, left: 1 + (at % 3) },
      }),
    );
    const { plan } = match(aHousehold(), needs, offerings, aContext());
    expect(plan.items).toHaveLength(10);
    expect(plan.bound).toBe(plan.objective);
  });
});
