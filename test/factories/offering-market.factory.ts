import type { CandidateOffering, HouseholdFacts, MatchContext, NeedToMeet } from '../../src/referral/matching';
import { aContext, aHousehold, aNeed, anOffering } from './matching.factory';

/** Numbers from a seed, the same on every machine. */
export class Dice {
  constructor(private state: number) {}

  /** A fraction below 1. */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(most: number): number {
    return Math.floor(this.roll() * most);
  }

  chance(share: number): boolean {
    return this.roll() < share;
  }

  one<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  some<T>(values: readonly T[], share: number): T[] {
    return values.filter(() => this.chance(share));
  }
}

/** A UUID from a kind and a number; numbers order it. */
export const uuidOf = (kind: number, number: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

const CODES = ['LI-02', 'LI-04', 'LI-05', 'CA-01'];
const AREAS = ['1/5/', '1/5/12/', '1/5/12/40', '1/5/13/', '1/6/'];
const KINDS = ['limb', 'hearing', 'mental'];
const LANGUAGES = ['zh', 'ii', 'bo'];
const LAYERS = ['policy', 'society', 'society', 'society', 'special-fund', 'provincial-fund', 'family'] as const;

const slot = (dice: Dice) => {
  const from = 480 + 60 * dice.below(4);
  return { day: 1 + dice.below(3), from, to: from + 60 * (1 + dice.below(2)) };
};

/** Where the purses of a market stand: one state each. */
const purseOf = (dice: Dice, seed: number): CandidateOffering['payer'] => {
  const number = dice.below(4);
  const fixed = new Dice(seed * 7 + number);
  const [open, leftFen] = [fixed.chance(0.8), 1000 * fixed.below(60)];
  if (dice.chance(0.5)) {
    const ceilingLeftFen = fixed.chance(0.5) ? 1000 * fixed.below(40) : null;
    return { kind: 'fund', id: uuidOf(3, number), open, leftFen, ceilingLeftFen };
  }
  return {
    kind: 'contract',
    id: uuidOf(4, number),
    open,
    leftFen,
    leftUnits: fixed.chance(0.5) ? fixed.below(4) : null,
  };
};

const maybe = <T>(dice: Dice, share: number, value: () => T): T | null => (dice.chance(share) ? value() : null);

/** Any offering, with many chances to be refused and many ties. `market` is the seed of its purses. */
export function someOffering(dice: Dice, number: number, market: number): CandidateOffering {
  const providerId = uuidOf(2, dice.below(8));
  const known = dice.chance(0.8);
  return anOffering({
    ...{ id: uuidOf(1, number), providerId, layer: dice.one(LAYERS) },
    codes: [dice.one(CODES), ...dice.some(CODES, 0.25)],
    state: dice.chance(0.9) ? 'open' : 'paused',
    districtCode: dice.chance(0.9) ? '510117' : '510118',
    areaPaths: dice.chance(0.5) ? [] : dice.some(AREAS, 0.4),
    point: maybe(dice, 0.8, () => ({
      lat: 30.8 + dice.below(30) / 1000,
      lon: 103.9 + dice.below(9) / 1000 + (dice.chance(0.1) ? 1e-9 : 0),
    })),
    radiusMetres: maybe(dice, 0.5, () => 500 + 500 * dice.below(8)),
    eligibility: {
      minAge: maybe(dice, 0.2, () => dice.one([0, 6, 18, 60])),
      maxAge: maybe(dice, 0.2, () => dice.one([17, 59, 80])),
      classes: dice.chance(0.2) ? dice.some(['1', '2', '3'], 0.6) : [],
      circles: dice.chance(0.1) ? dice.some(['C1', 'C2'], 0.6) : [],
      disabilityKinds: dice.chance(0.1) ? dice.some(KINDS, 0.5) : [],
      minDisabilityGrade: maybe(dice, 0.05, () => 1 + dice.below(4)),
      sex: maybe(dice, 0.1, () => dice.one(['male', 'female'])),
    },
    languages: dice.some(LANGUAGES, 0.6),
    schedule: maybe(dice, 0.5, () => ({
      fixed: dice.chance(0.6),
      slots: [slot(dice), ...(dice.chance(0.3) ? [slot(dice)] : [])],
    })),
    priceFen: dice.one([0, 1000, 3000, 12000]),
    payer: dice.chance(0.5) ? { kind: dice.one(['free', 'household'] as const) } : purseOf(dice, market),
    capacity: { known, left: known ? dice.below(4) : 0 },
    credential: {
      state: dice.chance(0.9) ? 'valid' : dice.one(['missing', 'not-required'] as const),
      validUntil: dice.one(['2026-11-19', '2026-11-20', '2027-12-31']),
      minorsCheckValidUntil: maybe(dice, 0.5, () => dice.one(['2026-11-01', '2027-01-01'])),
    },
    contact: dice.chance(0.7),
    confirmedOn: maybe(dice, 0.8, () => dice.one(['2026-11-01', '2026-08-01', '2025-01-01'])),
    waitDays: maybe(dice, 0.6, () => dice.below(12)),
    answerMedianHours: maybe(dice, 0.6, () => dice.below(70)),
    quality: maybe(dice, 0.6, () => ({
      outcomes: 20 + dice.below(40),
      own: dice.below(101),
      mean: maybe(dice, 0.7, () => dice.below(101)),
    })),
    loadPercent: maybe(dice, 0.7, () => dice.below(101)),
  });
}

/** Any household with its needs, and what was said before. */
export function someQuestion(
  dice: Dice,
  offerings: number,
): { household: HouseholdFacts; needs: NeedToMeet[]; context: MatchContext } {
  const members = Array.from({ length: dice.below(4) }, (_, place) => ({
    id: `m${place}`,
    age: maybe(dice, 0.9, () => dice.one([4, 12, 17, 18, 45, 60, 72, 85])),
    sex: dice.one(['male', 'female', 'unknown']),
    ...(dice.chance(0.3) && { disability: { kind: dice.one([...KINDS, 'multiple']), grade: 1 + dice.below(4) } }),
    ...(dice.chance(0.3) && {
      busy: [{ ...slot(dice), offeringId: uuidOf(1, dice.below(offerings)), needId: `n${dice.below(5)}` }],
    }),
  }));
  const person = (): string | null => (dice.chance(0.6) && members.length > 0 ? dice.one(members).id : null);
  const needs = Array.from({ length: 1 + dice.below(5) }, (_, place) =>
    aNeed({
      ...{ id: `n${place}`, code: dice.one(CODES), memberId: person() },
      severity: dice.below(4) as 0 | 1 | 2 | 3,
      urgency: dice.one(['red', 'amber', 'green', 'green'] as const),
    }),
  );
  const pair = () => ({ needId: `n${dice.below(5)}`, offeringId: uuidOf(1, dice.below(offerings)) });
  const household = aHousehold({
    regionPath: dice.one(['1/5/12/', '1/5/12/40/7/', '1/5/12/40']),
    point: maybe(dice, 0.8, () => ({ lat: 30.81, lon: 103.9 })),
    class: maybe(dice, 0.9, () => dice.one(['1', '2', '3'])),
    circle: maybe(dice, 0.8, () => dice.one(['C1', 'C2'])),
    languages: dice.some(LANGUAGES, 0.5),
    members,
    consentScopes: dice.chance(0.95) ? ['referral'] : [],
    withheldProviderIds: dice.chance(0.2) ? [uuidOf(2, dice.below(9))] : [],
    running: dice.chance(0.4)
      ? [
          {
            code: dice.one(CODES),
            memberId: person(),
            providerId: uuidOf(2, dice.below(8)),
            publiclyPaid: dice.chance(0.6),
          },
        ]
      : [],
  });
  const pins = dice.chance(0.2) ? [{ ...pair(), reason: 'knows the family' }] : [];
  const refused = dice.chance(0.3) ? [pair(), pair()] : [];
  return { household, needs, context: aContext({ pins, refused }) };
}
