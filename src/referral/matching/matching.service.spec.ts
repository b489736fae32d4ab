import { aContext, aHousehold, aNeed, anOffering } from '../../../test/factories/matching.factory';
import type { Surveyed } from './candidate-index';
import { MatchFacts, type MatchOptions } from './match-facts';
import { Matching } from './matching.service';
import type { CandidateOffering } from './matching.types';

const shut = anOffering({ id: 'o2', state: 'closed' });
const EXPOSURE = { points: 5, most: 60, days: 30 };

/** A district of these offerings, of which an index says what is to be looked at; `readAll` counts readings of everything. */
function districtOf(offerings: readonly CandidateOffering[], survey: Partial<Surveyed>, exposure?: typeof EXPOSURE) {
  const seen = { readAll: 0 };
  const reader = {
    read: () => ((seen.readAll += 1), [...offerings]),
    byIds: (ids: readonly string[]) => offerings.filter(({ id }) => ids.includes(id)),
    exposed: (some: readonly CandidateOffering[]) => some.map((one) => ({ ...one, connections: 1 })),
  };
  const facts = new MatchFacts(
    { read: () => ({ household: aHousehold(), refused: [] }) } as never,
    { read: () => [aNeed()] } as never,
    reader as never,
    { version: 't' } as never,
    { current: () => ({ version: 'p', rules: { matching: { exposure } } }) } as never,
    { now: () => new Date(aContext().asOf), today: () => aContext().today } as never,
  );
  const found = { offeringIds: [], rankedIds: [], plannedId: 'o1', admitted: 1, keptOut: 5000, ...survey };
  const index = { survey: () => new Map([['n1', found]]), propose: () => null };
  const keeps = { insert: () => undefined, changed: () => undefined };
  const gaps = { ofHousehold: () => [], open: () => undefined };
  const matching = new Matching(
    ...([facts, index, keeps, gaps, keeps, { actor: { userId: null } }] as unknown as ConstructorParameters<
      typeof Matching
    >),
  );
  return { seen, matched: async (options: MatchOptions = {}) => (await matching.matchHousehold('h1', options)).result };
}

describe('a match of a large district', () => {
  it('looks at what the index names alone', async () => {
    const { seen, matched } = districtOf([anOffering(), shut], { offeringIds: ['o1'], rankedIds: ['o1'] });
    const { needs } = await matched();
    expect(needs[0]).toMatchObject({ admitted: 1, keptOut: 5000 });
    expect(seen.readAll).toBe(0);
  });

  it('reads everything when a rule refuses one that was to be proposed', async () => {
    const found = { offeringIds: ['o1', 'o2'], rankedIds: ['o2'] };
    const { seen, matched } = districtOf([anOffering(), shut], found);
    const { needs } = await matched();
    expect(seen.readAll).toBe(1);
    expect(needs[0]!.keptOut).toBeUndefined();
  });

  it('reads everything when the plan is not the one that was proven best of all', async () => {
    const found = { offeringIds: ['o1'], rankedIds: ['o1'], plannedId: 'o9' };
    const { seen, matched } = districtOf([anOffering()], found);
    await matched();
    expect(seen.readAll).toBe(1);
  });

  it('reads everything while being chosen often costs points, which the index does not know (I25)', async () => {
    const { seen, matched } = districtOf([anOffering()], { offeringIds: ['o1'], rankedIds: ['o1'] }, EXPOSURE);
    await matched();
    expect(seen.readAll).toBe(1);
  });

  it('looks at what was set aside too, and says that it was', async () => {
    const aside = anOffering({ id: 'o3' });
    const { matched } = districtOf([anOffering(), aside], { offeringIds: ['o1'], rankedIds: ['o1'] });
    const { needs } = await matched({ forbidden: [{ needId: 'n1', offeringId: 'o3' }] });
    expect(needs[0]!.excluded).toMatchObject([{ offering: { id: 'o3' }, refusals: [{ rule: 'set-aside' }] }]);
  });
});
