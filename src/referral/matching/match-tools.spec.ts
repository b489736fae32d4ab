import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { aContext, aHousehold, aNeed, anOffering, outcomesAt } from '../../../test/factories/matching.factory';
import { Dice, someOffering, someQuestion } from '../../../test/factories/offering-market.factory';
import { comparedIn, comparison } from './comparison';
import { exclusionPage } from './exclusions';
import { plainReasons } from './household-words';
import type { MatchSnapshot } from './match-snapshot';
import { replay } from './match-snapshot';
import type { CandidateOffering, Phrase } from './matching.types';
import { USUAL_WEIGHTS, WEIGHED_PARTS } from './weights';
import type { Weights } from './weights';
import { replayWhole, whatIf } from './what-if';

const versions = { taxonomy: 't', pack: 'p', formula: '2026.4' };
const snapshotOf = (offerings: readonly CandidateOffering[]): MatchSnapshot => ({
  ...{ household: aHousehold(), needs: [aNeed()], offerings, context: aContext(), versions },
});
const anySnapshot = (seed: number): MatchSnapshot => {
  const dice = new Dice(seed);
  const size = dice.one([3, 8, 20]);
  const offerings = Array.from({ length: size }, (_, number) => someOffering(dice, number, seed));
  return { ...someQuestion(dice, size), offerings, versions };
};
const inAll = (runs: number, seed: number, holds: (snapshot: MatchSnapshot) => void): void =>
  fc.assert(
    fc.property(fc.integer(), (number) => holds(anySnapshot(number))),
    { numRuns: runs, seed },
  );
const only = (part: keyof Weights): Weights =>
  Object.fromEntries(WEIGHED_PARTS.map((one) => [one, one === part ? 10 : 0])) as unknown as Weights;

/** Text of a phrase of the files; a missing text or parameter throws. */
function spoken({ key, params }: Phrase, locale: string): string {
  const [file, ...path] = key.split('.');
  const texts = JSON.parse(
    readFileSync(join(__dirname, '../../../templates/texts', locale, `${file}.json`), 'utf8'),
  ) as Record<string, unknown>;
  const text = path.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], texts);
  if (typeof text !== 'string') throw new Error(`${key} in ${locale}`);
  return String(new IntlMessageFormat(text, locale).format({ ...params }));
}

describe('what if', () => {
  it.each(['2026.2', '2026.4'])('changes nothing under the published weights, in any market of %s', (formula) => {
    inAll(120, 71, (market) => {
      const snapshot = { ...market, versions: { ...versions, formula } };
      const whole = replayWhole(snapshot);
      for (const { need, tried, usual, planned, wouldPlan } of whatIf(snapshot, USUAL_WEIGHTS)) {
        expect(tried).toEqual(usual);
        expect(
          tried.every(({ rank, usualRank, score, usualScore }) => rank === usualRank && score === usualScore),
        ).toBe(true);
        expect(wouldPlan?.id).toBe(planned?.id);
        expect(planned?.id).toBe(whole.plan.items.find(({ needId }) => needId === need.id)?.offeringId);
      }
    });
  });

  it('orders by one part alone when the others weigh nothing, and never across the order of use (R7)', () => {
    const near = anOffering({ id: 'o1', quality: outcomesAt(0) });
    const good = anOffering({ id: 'o2', point: { lat: 30.84, lon: 103.9 }, quality: outcomesAt(100) });
    const policy = anOffering({ id: 'o3', layer: 'policy', quality: outcomesAt(0), point: { lat: 30.84, lon: 103.9 } });
    const order = (weights: Weights): string[] =>
      whatIf(snapshotOf([near, good, policy]), weights)[0]!.tried.map(({ offering }) => offering.id);
    expect(order(only('distance'))).toEqual(['o3', 'o1', 'o2']);
    expect(order(only('quality'))).toEqual(['o3', 'o2', 'o1']);
  });

  it('leaves the stored answer as it is', () => {
    inAll(40, 72, (snapshot) => {
      const before = JSON.stringify(replay(snapshot));
      whatIf(snapshot, only('price'));
      expect(JSON.stringify(replay(snapshot))).toBe(before);
    });
  });
});

describe('why not', () => {
  it('shows every offering that was kept out once, page by page, and counts what the filter would show', () => {
    let turned = 0;
    inAll(80, 73, (snapshot) => {
      const result = replay(snapshot);
      const all = result.needs.flatMap(({ need, excluded }) =>
        excluded.map(({ offering }) => `${need.id} ${offering.id}`),
      );
      const seen: string[] = [];
      for (let skip: number | null = 0; skip !== null;) {
        const page = exclusionPage(result, {}, skip, 3);
        expect(page.total).toBe(all.length);
        seen.push(...page.items.map(({ need, offering }) => `${need.id} ${offering.id}`));
        turned += Number(page.next !== null);
        skip = page.next;
      }
      expect(seen).toEqual(all);
      const { rules, changes } = exclusionPage(result, {}, 0, 3);
      for (const [rule, count] of rules) expect(exclusionPage(result, { rule }, 0, 3).total).toBe(count);
      for (const [change, count] of changes) expect(exclusionPage(result, { change }, 0, 3).total).toBe(count);
      for (const { admits, further } of exclusionPage(result, { oneChange: true }, 0, 100).items)
        expect([admits, further.length]).toEqual([true, 0]);
    });
    expect(turned).toBeGreaterThan(60);
  });
});

describe('services side by side', () => {
  const near = anOffering({ id: 'o1' });
  const dear = anOffering({ id: 'o2', priceFen: 9000, payer: { kind: 'household' }, eligibility: { minAge: 60 } });
  const full = anOffering({ id: 'o3', capacity: { known: true, left: 0 }, waitDays: 3 });

  it('mark what is not the same of all, and only that', () => {
    const snapshot = snapshotOf([near, dear, full]);
    const result = replay(snapshot);
    const rows = (...ids: string[]) => comparison(snapshot, aNeed(), comparedIn(result, 'n1', ids)).rows;
    const differing = (...ids: string[]) => rows(...ids).flatMap(({ fact, differs }) => (differs ? [fact] : []));
    expect(differing('o1', 'o2')).toEqual(['score', 'price', 'papers', 'points-price']);
    expect(differing('o1', 'o3')).toEqual(expect.arrayContaining(['missing', 'places', 'wait', 'points-policy']));
    expect(rows('o1', 'o2', 'o3').every(({ cells }) => cells.length === 3)).toBe(true);
    expect(comparedIn(result, 'n1', ['o1', 'o1', 'zz']).map(({ offering }) => offering.id)).toEqual(['o1']);
  });

  it('are said in both languages, whatever the market', () => {
    inAll(60, 74, (snapshot) => {
      const result = replayWhole(snapshot);
      const [need] = result.needs;
      const ids = [...(need?.candidates ?? []), ...(need?.excluded ?? [])].map(({ offering }) => offering.id);
      const { rows } = comparison(snapshot, need!.need, comparedIn(result, need!.need.id, ids.slice(0, 4)));
      for (const locale of ['zh-CN', 'en'])
        for (const { says } of rows.flatMap(({ cells }) => cells))
          for (const phrase of says) expect(spoken(phrase, locale).length).toBeGreaterThan(0);
    });
  });
});

describe('plain words for the household', () => {
  it('are the same whatever is known of other people', () => {
    inAll(100, 75, (snapshot) => {
      const others = snapshot.offerings.map((one) => ({
        ...one,
        ...{ quality: outcomesAt(99), loadPercent: 7, answerMedianHours: 3, connections: 12 },
        capacity: { ...one.capacity, left: one.capacity.left > 0 ? 77 : one.capacity.left },
      }));
      const words = (of: MatchSnapshot) =>
        replayWhole(of).needs.map(({ candidates }) =>
          candidates.map((one) => [one.offering.id, plainReasons(one)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
        );
      expect(words({ ...snapshot, offerings: others })).toEqual(words(snapshot));
    });
  });

  it('speak of the way, the price, the place, the language and who is known', () => {
    const running = [{ code: 'CA-01', memberId: null, providerId: 'p1', publiclyPaid: false }];
    const offering = anOffering({ layer: 'policy', payer: { kind: 'household' }, priceFen: 1200, waitDays: 5 });
    const snapshot = { ...snapshotOf([offering]), household: aHousehold({ running }) };
    const [candidate] = replay(snapshot).needs[0]!.candidates;
    expect(plainReasons(candidate!).map((phrase) => spoken(phrase, 'en'))).toEqual([
      'This is aid from the government; it comes first.',
      'You can walk there.',
      'There is a place; it usually begins within a week.',
      'They already help your family.',
      'They speak zh.',
      'You pay ¥12.00.',
    ]);
  });
});
