import { aContext, aHousehold, aMember, aNeed, anOffering } from '../../../test/factories/matching.factory';
import { judge } from './candidates';
import type { RuleInput } from './rule';
import { refusals } from './filters';

interface Case {
  rule: string;
  change: string;
  cause: string;
  /** Breaks one rule of an input that is admitted otherwise. */
  breaks: Partial<RuleInput>;
  /** The announced change, carried out. */
  mended: Partial<RuleInput>;
}

const fund = { kind: 'fund', id: 'f1', open: true, leftFen: 500, ceilingLeftFen: 500 } as const;
const contract = { kind: 'contract', id: 'c1', open: true, leftFen: 500, leftUnits: 5 } as const;
const morning = { day: 1, from: 480, to: 720 };
const paid = anOffering({ payer: fund, priceFen: 400 });
const expired = { state: 'valid', validUntil: '2026-11-19' } as const;

const CASES: readonly Case[] = [
  {
    rule: 'code',
    change: 'choose-code',
    cause: 'no-supply',
    breaks: { need: aNeed({ code: 'CA-02' }) },
    mended: { need: aNeed() },
  },
  {
    rule: 'state',
    change: 'ask-reopen',
    cause: 'no-supply',
    breaks: { offering: anOffering({ state: 'paused' }) },
    mended: { offering: anOffering() },
  },
  {
    rule: 'area',
    change: 'widen-area',
    cause: 'too-far',
    breaks: { offering: anOffering({ areaPaths: ['1/51'] }) },
    mended: { offering: anOffering({ areaPaths: ['1/5'] }) },
  },
  {
    rule: 'area',
    change: 'widen-area',
    cause: 'too-far',
    breaks: { offering: anOffering({ districtCode: '610103' }) },
    mended: { offering: anOffering({ districtCode: '610103', areaPaths: ['1/5/'] }) },
  },
  {
    rule: 'distance',
    change: 'widen-radius',
    cause: 'too-far',
    breaks: { offering: anOffering({ radiusMetres: 1110 }) },
    mended: { offering: anOffering({ radiusMetres: 1111 }) },
  },
  {
    rule: 'class',
    change: 'other-class',
    cause: 'not-eligible',
    breaks: { offering: anOffering({ eligibility: { classes: ['3'] } }) },
    mended: { offering: anOffering({ eligibility: { classes: ['2', '3'] } }) },
  },
  {
    rule: 'class',
    change: 'other-class',
    cause: 'not-eligible',
    breaks: { household: aHousehold({ circle: null }), offering: anOffering({ eligibility: { circles: ['C1'] } }) },
    mended: { household: aHousehold() },
  },
  {
    rule: 'age',
    change: 'other-age',
    cause: 'not-eligible',
    breaks: { offering: anOffering({ eligibility: { minAge: 71 } }) },
    mended: { household: aHousehold({ members: [aMember({ age: 71 })] }) },
  },
  {
    rule: 'age',
    change: 'record-age',
    cause: 'not-eligible',
    breaks: {
      household: aHousehold({ members: [aMember({ age: null })] }),
      offering: anOffering({ eligibility: { maxAge: 70 } }),
    },
    mended: { household: aHousehold() },
  },
  {
    rule: 'disability',
    change: 'record-disability',
    cause: 'not-eligible',
    breaks: { offering: anOffering({ eligibility: { disabilityKinds: ['visual'] } }) },
    mended: { household: aHousehold({ members: [aMember({ disability: { kind: 'visual', grade: 4 } })] }) },
  },
  {
    rule: 'disability',
    change: 'other-disability',
    cause: 'not-eligible',
    breaks: {
      household: aHousehold({ members: [aMember({ disability: { kind: 'mental', grade: 3 } })] }),
      offering: anOffering({ eligibility: { minDisabilityGrade: 2 } }),
    },
    mended: { household: aHousehold({ members: [aMember({ disability: { kind: 'mental', grade: 2 } })] }) },
  },
  {
    rule: 'sex',
    change: 'other-sex',
    cause: 'not-eligible',
    breaks: { offering: anOffering({ eligibility: { sex: 'male' } }) },
    mended: { offering: anOffering({ eligibility: {} }) },
  },
  {
    rule: 'sex',
    change: 'record-sex',
    cause: 'not-eligible',
    breaks: {
      household: aHousehold({ members: [aMember({ sex: null })] }),
      offering: anOffering({ eligibility: { sex: 'female' } }),
    },
    mended: { household: aHousehold() },
  },
  {
    rule: 'credential',
    change: 'check-minors',
    cause: 'not-eligible',
    breaks: { household: aHousehold({ members: [aMember({ age: 17 })] }) },
    mended: { offering: anOffering({ credential: { state: 'valid', minorsCheckValidUntil: '2026-11-20' } }) },
  },
  {
    rule: 'language',
    change: 'find-interpreter',
    cause: 'not-eligible',
    breaks: { offering: anOffering({ languages: ['bo'] }) },
    mended: { household: aHousehold({ languages: ['zh', 'bo'] }) },
  },
  {
    rule: 'schedule',
    change: 'other-hour',
    cause: 'not-eligible',
    breaks: {
      household: aHousehold({ members: [aMember({ busy: [morning] })] }),
      offering: anOffering({ schedule: { slots: [morning], fixed: true } }),
    },
    mended: { offering: anOffering({ schedule: { slots: [{ day: 1, from: 720, to: 780 }], fixed: true } }) },
  },
  {
    rule: 'capacity',
    change: 'more-places',
    cause: 'full',
    breaks: { offering: anOffering({ capacity: { known: true, left: 0 } }) },
    mended: { offering: anOffering({ capacity: { known: true, left: 1 } }) },
  },
  {
    rule: 'capacity',
    change: 'wait-next-period',
    cause: 'full',
    breaks: { offering: anOffering({ capacity: { known: true, left: 0, nextPeriodOn: '2026-12-01' } }) },
    mended: { offering: anOffering() },
  },
  {
    rule: 'price',
    change: 'more-money',
    cause: 'no-money',
    breaks: { offering: { ...paid, priceFen: 501, payer: { ...fund, ceilingLeftFen: null } } },
    mended: { offering: { ...paid, priceFen: 501, payer: { ...fund, leftFen: 501, ceilingLeftFen: null } } },
  },
  {
    rule: 'price',
    change: 'raise-ceiling',
    cause: 'no-money',
    breaks: { offering: { ...paid, payer: { ...fund, ceilingLeftFen: 399 } } },
    mended: { offering: { ...paid, payer: { ...fund, ceilingLeftFen: 400 } } },
  },
  {
    rule: 'price',
    change: 'reopen-fund',
    cause: 'no-money',
    breaks: { offering: { ...paid, payer: { ...fund, open: false } } },
    mended: { offering: paid },
  },
  {
    rule: 'price',
    change: 'other-payer',
    cause: 'no-money',
    breaks: { offering: { ...paid, payer: { ...fund, open: false, leftFen: 0 } } },
    mended: { offering: { ...paid, payer: { kind: 'free' } } },
  },
  {
    rule: 'contract',
    change: 'extend-contract',
    cause: 'no-money',
    breaks: { offering: anOffering({ payer: contract, priceFen: 501 }) },
    mended: { offering: anOffering({ payer: { ...contract, leftFen: 501 }, priceFen: 501 }) },
  },
  {
    rule: 'contract',
    change: 'extend-contract',
    cause: 'no-money',
    breaks: { offering: anOffering({ payer: { ...contract, leftUnits: 0 } }) },
    mended: { offering: anOffering({ payer: { ...contract, leftUnits: 1 } }) },
  },
  {
    rule: 'double-funding',
    change: 'end-running',
    cause: 'not-eligible',
    breaks: {
      household: aHousehold({ running: [{ code: 'LI-02', memberId: null, providerId: 'p9', publiclyPaid: true }] }),
      offering: paid,
    },
    mended: { household: aHousehold() },
  },
  {
    rule: 'credential',
    change: 'renew-credential',
    cause: 'not-eligible',
    breaks: { offering: anOffering({ credential: expired }) },
    mended: { offering: anOffering({ credential: { ...expired, validUntil: '2026-11-20' } }) },
  },
  {
    rule: 'credential',
    change: 'renew-credential',
    cause: 'not-eligible',
    breaks: { offering: anOffering({ credential: { state: 'missing' } }) },
    mended: { offering: anOffering({ credential: { state: 'not-required' } }) },
  },
  {
    rule: 'consent',
    change: 'ask-consent',
    cause: 'not-eligible',
    breaks: { household: aHousehold({ consentScopes: [] }) },
    mended: { household: aHousehold() },
  },
  {
    rule: 'consent',
    change: 'ask-consent',
    cause: 'not-eligible',
    breaks: { household: aHousehold({ withheldProviderIds: ['p1'] }) },
    mended: { household: aHousehold() },
  },
  {
    rule: 'refused',
    change: 'ask-again',
    cause: 'declined',
    breaks: { context: aContext({ refused: [{ needId: 'n1', offeringId: 'o1' }] }) },
    mended: { context: aContext() },
  },
  {
    rule: 'set-aside',
    change: 'allow-again',
    cause: 'declined',
    breaks: { context: aContext({ forbidden: [{ needId: 'n1', offeringId: 'o1' }] }) },
    mended: { context: aContext() },
  },
];

const admitted: RuleInput = { household: aHousehold(), need: aNeed(), offering: anOffering(), context: aContext() };

describe('filters', () => {
  it('admits what nothing stands against', () => {
    expect(refusals(admitted)).toEqual([]);
  });

  it.each(CASES)('$rule refuses, and $change alone admits', ({ rule, change, cause, breaks, mended }) => {
    const found = refusals({ ...admitted, ...breaks });
    expect(found.map((one) => [one.rule, one.changeKind, one.cause])).toEqual([[rule, change, cause]]);
    expect(found[0]?.citation).toMatch(/^[RB]\d+$/);
    expect(refusals({ ...admitted, ...breaks, ...mended })).toEqual([]);
  });

  it('names all refusals in binding order', () => {
    const offering = anOffering({
      state: 'closed',
      radiusMetres: 1,
      capacity: { known: true, left: 0 },
      credential: expired,
    });
    expect(refusals({ ...admitted, offering }).map(({ rule }) => rule)).toEqual([
      'state',
      'distance',
      'capacity',
      'credential',
    ]);
  });

  it('is content with one fitting member when the need is of the household', () => {
    const household = aHousehold({ members: [aMember({ id: 'm2', age: 30 }), aMember({ age: 66 })] });
    const offering = anOffering({ eligibility: { minAge: 65 } });
    expect(refusals({ ...admitted, household, offering })).toEqual([]);
    expect(refusals({ ...admitted, household, offering, need: aNeed({ memberId: 'm2' }) })).toHaveLength(1);
  });

  it('asks for facts when no member is recorded', () => {
    const input = {
      ...admitted,
      household: aHousehold({ members: [] }),
      offering: anOffering({ eligibility: { minAge: 60 } }),
    };
    expect(refusals(input).map(({ changeKind }) => changeKind)).toEqual(['record-age']);
  });

  it('admits a card for multiple disabilities to every kind', () => {
    const household = aHousehold({ members: [aMember({ disability: { kind: 'multiple', grade: 1 } })] });
    const offering = anOffering({ eligibility: { disabilityKinds: ['visual'] } });
    expect(refusals({ ...admitted, household, offering })).toEqual([]);
  });

  it('needs one free window only when the hour is agreed later', () => {
    const busy = [{ day: 1, from: 480, to: 720 }];
    const household = aHousehold({ members: [aMember({ busy })] });
    const slots = [...busy, { day: 2, from: 480, to: 720 }];
    expect(refusals({ ...admitted, household, offering: anOffering({ schedule: { slots, fixed: false } }) })).toEqual(
      [],
    );
    expect(
      refusals({ ...admitted, household, offering: anOffering({ schedule: { slots, fixed: true } }) }),
    ).toHaveLength(1);
  });

  it('proposes unknown capacity as "ask first" and says what is stale', () => {
    const offering = anOffering({ capacity: { known: false, left: 0 }, confirmedOn: '2026-01-01' });
    const verdict = judge({ ...admitted, offering });
    expect(verdict.admitted && verdict.candidate.askFirst).toBe(true);
    expect(verdict.admitted && verdict.candidate.notes.map(({ key }) => key)).toEqual([
      'matching.note.ask-first',
      'matching.note.answers-unknown',
      'matching.note.stale',
    ]);
  });
});
