import { canonicalText, digestOf } from '../../src/people/means-test';
import { replay, type MatchSnapshot } from '../../src/referral/matching';
import { Dice, someOffering, someQuestion } from '../factories/offering-market.factory';

/** So many stored matches are made again. */
export const SNAPSHOTS = 60;

/** A match as it would lie in the database: by way of JSON, with the keys of its objects in another order. */
function stored(seed: number): MatchSnapshot {
  const dice = new Dice(seed);
  const offerings = Array.from({ length: 20 }, (_, number) => someOffering(dice, number, seed));
  const versions = { taxonomy: 't', pack: 'p', formula: '2026.4' };
  const names = ['Ömer 1', 'ıldız 2', 'Äpfel 3', '张 4', 'zeta 5'];
  const named = offerings.map((one, at) => ({ ...one, name: names[at % names.length]! }));
  return JSON.parse(canonicalText({ ...someQuestion(dice, 20), offerings: named, versions })) as MatchSnapshot;
}

/** Makes every match again and prints its digest, below the time zone and the language of this process. */
export function printed(): { timeZone: string; locale: string; digests: string[] } {
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions();
  const digests = Array.from({ length: SNAPSHOTS }, (_, seed) => digestOf(canonicalText(replay(stored(seed)))));
  return { timeZone, locale, digests };
}

if (require.main === module) console.log(JSON.stringify(printed()));
