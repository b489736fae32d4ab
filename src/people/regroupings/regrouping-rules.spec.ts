import { faultsOf, type RegroupingFacts, withoutAdult } from './regrouping-rules';

const person = (
  id: string,
  relation: 'head' | 'spouse' | 'child',
  birthDate: string | null,
  validFrom = '2020-01-01',
) => ({
  ...{ id, relation, birthDate, validFrom },
});
const FAMILY = [
  person('head', 'head', '1960-01-01'),
  person('wife', 'spouse', '1962-01-01'),
  person('son', 'child', '1990-01-01', '2026-03-01'),
  person('kid', 'child', '2018-01-01'),
];
const facts = (changes: Partial<RegroupingFacts> = {}): RegroupingFacts => ({
  ...{ kind: 'split', members: FAMILY, others: [], left: new Set(['gone']), on: '2026-11-01', today: '2026-11-30' },
  ...{ going: [{ memberId: 'son', relation: 'head' }], newHeadMemberId: null, mostMembers: 40, ...changes },
});
const codes = (changes: Partial<RegroupingFacts>) =>
  faultsOf(facts(changes)).map(({ field, code }) => `${field} ${code}`);
const goes = (...ids: string[]) =>
  ids.map((memberId, place) => ({ memberId, relation: place ? ('child' as const) : ('head' as const) }));

describe('rules of a regrouping (R99)', () => {
  it('let somebody go on the day they came, and not before', () => {
    expect(codes({ on: '2026-03-01' })).toEqual([]);
    expect(codes({ on: '2026-02-28' })).toEqual(['on regrouping-before-joining']);
    expect(codes({ on: '2026-12-01' })).toEqual(['on date-in-future']);
  });

  it('tell who has left from who never was of the file', () => {
    expect(codes({ going: goes('gone', 'stranger') })).toEqual([
      ...['members.0.memberId member-left-already', 'members.1.memberId member-of-other-household'],
    ]);
    expect(codes({ going: goes('son', 'son') })).toEqual(['members regrouping-member-twice']);
    expect(codes({ going: [] })).toEqual(['members regrouping-nobody-goes']);
  });

  it('leave nobody without a head, and give no household two', () => {
    expect(codes({ going: goes('head') })).toEqual(['newHeadMemberId household-needs-one-head']);
    expect(codes({ going: goes('head'), newHeadMemberId: 'wife' })).toEqual([]);
    // Whoever goes cannot head those who stay.
    expect(codes({ going: goes('head', 'wife'), newHeadMemberId: 'wife' })).toEqual([
      'newHeadMemberId household-needs-one-head',
    ]);
    expect(codes({ kind: 'transfer' })).toEqual(['members regrouping-head-is-there']);
  });

  it('empty a file in a merge alone', () => {
    const all = ['head', 'wife', 'son', 'kid'];
    expect(codes({ going: goes(...all) })).toEqual(['members regrouping-everybody-goes']);
    const merge = (...ids: string[]) => ids.map((memberId) => ({ memberId, relation: 'other' as const }));
    expect(codes({ kind: 'merge', going: merge(...all) })).toEqual([]);
    expect(codes({ kind: 'merge', going: merge('son') })).toEqual(['members regrouping-all-must-go']);
    expect(codes({ kind: 'merge', going: merge(...all), mostMembers: 3 })).toEqual(['members household-too-large']);
  });

  it('see where only minors would be left; an unknown birthday counts as of age', () => {
    expect(withoutAdult(facts())).toBeNull();
    expect(withoutAdult(facts({ going: goes('kid') }))).toBe('there');
    expect(withoutAdult(facts({ going: goes('head', 'wife', 'son') }))).toBe('here');
    expect(withoutAdult(facts({ members: [...FAMILY, person('who', 'child', null)], going: goes('who') }))).toBeNull();
    expect(
      withoutAdult(facts({ kind: 'transfer', others: [person('aunt', 'head', '1970-01-01')], going: goes('kid') })),
    ).toBeNull();
    // Of age on the day itself.
    const grown = person('grown', 'child', '2008-11-01');
    expect(withoutAdult(facts({ members: [...FAMILY, grown], going: goes('grown') }))).toBeNull();
    expect(withoutAdult(facts({ members: [...FAMILY, grown], going: goes('grown'), on: '2026-10-31' }))).toBe('there');
  });
});
