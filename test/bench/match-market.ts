import type { CandidateOffering, HouseholdFacts, MatchContext, NeedToMeet } from '../../src/referral/matching';
import { aHousehold, anOffering } from '../factories/matching.factory';
import { Dice, uuidOf } from '../factories/offering-market.factory';

/**
 * A made-up country: 31 provinces, 333 prefectures, 2,844 counties of very unequal size, 48 kinds of help of very unequal
 * frequency; four of five offerings serve one county, the others a prefecture, a province or the whole nation.
 */
export const TODAY = '2026-11-20';
export const CONTEXT: MatchContext = { today: TODAY, asOf: `${TODAY}T02:00:00.000Z` };
const [PROVINCES, PREFECTURES, COUNTIES, CODES] = [31, 333, 2844, 48];
/** Offerings of one provider. */
export const PER_PROVIDER = 8;
export const KINDS = ['visual', 'hearing', 'speech', 'limb', 'intellectual', 'mental'];
const LANGUAGES = ['zh', 'ii', 'bo', 'mn'];
const CLASSES = ['1', '2', '3', '4'];
const LAYERS = ['policy', 'policy', 'society', 'society', 'society', 'society', 'society', 'special-fund'] as const;

interface County {
  paths: { county: string; prefecture: string; province: string; nation: string };
  lat: number;
  lon: number;
}

/** Where somebody is drawn by weight: place by place the share of all places up to it. */
class Weighted {
  private readonly sums: number[] = [];

  constructor(weights: readonly number[]) {
    let sum = 0;
    for (const weight of weights) this.sums.push((sum += weight));
  }

  draw(dice: Dice): number {
    const wanted = dice.roll() * this.sums.at(-1)!;
    let [low, high] = [0, this.sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle]! <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const normal = (dice: Dice): number => Math.sqrt(-2 * Math.log(1 - dice.roll())) * Math.cos(2 * Math.PI * dice.roll());
const near = (dice: Dice, middle: number, width: number): number =>
  Math.round((middle + (dice.roll() - 0.5) * width) * 1e6) / 1e6;

const draw = new Dice(1);
const counties = Array.from({ length: COUNTIES }, (_, place): County => {
  const prefecture = place % PREFECTURES;
  const province = prefecture % PROVINCES;
  const nation = '1/';
  const paths = { nation, province: `1/${province}/`, prefecture: `1/${province}/${prefecture}/` };
  return {
    paths: { ...paths, county: `${paths.prefecture}${place}/` },
    lat: 22 + draw.below(20_000) / 1000,
    lon: 95 + draw.below(25_000) / 1000,
  };
});
const countyWeights = new Weighted(counties.map(() => Math.exp(0.8 * normal(draw))));
const codeWeights = new Weighted(Array.from({ length: CODES }, (_, place) => 1 / (place + 1)));
const codeOf = (dice: Dice): string => `C-${String(codeWeights.draw(dice)).padStart(2, '0')}`;

/** The offerings, one by one; a provider's lie in one county. `crowded`: all of them in the same one. */
export function* offeringsOf(seed: number, count: number, crowded = false): Generator<CandidateOffering> {
  const dice = new Dice(seed);
  let county = counties[0]!;
  for (let number = 0; number < count; number += 1) {
    if (number % PER_PROVIDER === 0 && !crowded) county = counties[countyWeights.draw(dice)]!;
    yield offeringIn(dice, number, county);
  }
}

function offeringIn(dice: Dice, number: number, { paths, lat, lon }: County): CandidateOffering {
  const scope = dice.roll();
  const inCounty = scope < 0.8;
  const area = inCounty ? paths.county : scope < 0.95 ? paths.prefecture : scope < 0.99 ? paths.province : paths.nation;
  const ages = dice.one([
    {},
    {},
    { minAge: 60 },
    { minAge: 18 },
    { maxAge: 17 },
    { minAge: 18, maxAge: 59 },
    { minAge: 70 },
  ]);
  const price = dice.one([0, 0, 2000, 5000, 12000]);
  return anOffering({
    ...{
      id: uuidOf(1 + (dice.below(1 << 30) & 0xffff), number),
      providerId: uuidOf(2, Math.floor(number / PER_PROVIDER)),
    },
    ...{
      layer: dice.one(LAYERS),
      areaPaths: [area],
      codes: dice.chance(0.1) ? [codeOf(dice), codeOf(dice)] : [codeOf(dice)],
    },
    ...{
      state: dice.chance(0.95) ? 'open' : 'paused',
      point: { lat: near(dice, lat, 0.6), lon: near(dice, lon, 0.6) },
    },
    radiusMetres: inCounty && dice.chance(0.5) ? 3000 + 1000 * dice.below(23) : null,
    eligibility: {
      ...ages,
      ...(dice.chance(0.3) && { classes: dice.one([['1'], ['1', '2'], ['1', '2', '3']]) }),
      ...(dice.chance(0.12) && { disabilityKinds: [dice.one(KINDS)], minDisabilityGrade: dice.one([2, 4]) }),
      ...(dice.chance(0.05) && { sex: dice.one(['male', 'female']) }),
    },
    languages: dice.chance(0.85) ? ['zh'] : dice.some(LANGUAGES, 0.5),
    schedule: dice.chance(0.4) ? someSchedule(dice) : null,
    ...{ priceFen: price, payer: { kind: price === 0 ? 'free' : 'household' } },
    capacity: { known: dice.chance(0.9), left: dice.chance(0.75) ? 1 + dice.below(20) : 0 },
    credential: {
      state: dice.chance(0.97) ? 'valid' : 'expired',
      validUntil: '2027-06-30',
      minorsCheckValidUntil: dice.chance(0.7) ? '2027-01-31' : null,
    },
    contact: dice.chance(0.7),
    confirmedOn: dice.one(['2026-11-01', '2026-10-01', '2026-07-01', '2026-01-01', null]),
    waitDays: dice.chance(0.6) ? dice.below(40) : null,
    answerMedianHours: dice.chance(0.6) ? dice.below(80) : null,
    quality: { outcomes: dice.below(120), own: dice.below(101), mean: 50 + dice.below(20) },
    loadPercent: dice.below(101),
  });
}

const someSchedule = (dice: Dice) => ({
  fixed: dice.chance(0.2),
  slots: [{ day: 1 + dice.below(5), from: dice.one([480, 600, 840]), to: 960 }],
});

/** A household with three persons and needs of one person each, so that a rival needs no search among persons. */
export function questionOf(
  dice: Dice,
  needs: number,
  crowded = false,
): { household: HouseholdFacts; needs: NeedToMeet[]; context: MatchContext } {
  const { paths, lat, lon } = crowded ? counties[0]! : counties[countyWeights.draw(dice)]!;
  const members = [0, 1, 2].map((place) => ({
    ...{ id: `m${place}`, age: dice.one([6, 15, 34, 52, 66, 78]), sex: dice.one(['male', 'female']) },
    ...(dice.chance(0.3) && { disability: { kind: dice.one(KINDS), grade: 1 + dice.below(4) } }),
  }));
  const urgency = dice.one(['red', 'amber', 'green', 'green'] as const);
  return {
    household: aHousehold({
      ...{ regionPath: `${paths.county}9/`, point: { lat: near(dice, lat, 0.4), lon: near(dice, lon, 0.4) } },
      ...{ class: dice.one(CLASSES), languages: dice.chance(0.9) ? ['zh'] : ['ii', 'zh'], members },
    }),
    needs: Array.from({ length: needs }, (_, place) => ({
      ...{ id: `n${place}`, code: codeOf(dice), memberId: dice.one(members).id, urgency },
      severity: dice.below(4) as NeedToMeet['severity'],
    })),
    context: CONTEXT,
  };
}
