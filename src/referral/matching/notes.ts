import { bidPriceOf } from './bid-price';
import { notePhrase } from './explain';
import { metresBetween } from './distance';
import type { Phrase } from './matching.types';
import { costFen, personsOf } from './rule';
import type { RuleInput } from './rule';
import { daysBetween } from './civil-days';
import { STALE_AFTER_DAYS } from './score';

/** Upper ends of the bands in which answer times are told (ux.md pattern 9), in hours. */
const BANDS = [
  { band: 'day', hours: 24 },
  { band: 'days', hours: 48 },
  { band: 'week', hours: 168 },
  { band: 'fortnight', hours: 336 },
] as const;

/** How fast a provider answers, in the words of a band (ux.md pattern 9). */
export function answerBand(hours: number | null): Phrase {
  if (hours === null) return notePhrase('answers-unknown');
  return notePhrase('answers', { band: BANDS.find((one) => hours <= one.hours)?.band ?? 'longer' });
}

/** The person has fixed hours elsewhere, and nobody has said when this service is. */
const hoursUnknown = ({ household, need, offering }: RuleInput): boolean =>
  !offering.schedule && personsOf(household, need).some(({ busy = [] }) => busy.length > 0);

/** Things a worker must know of an admitted offering before choosing it; none of them excludes. */
export function notesOf(input: RuleInput): readonly Phrase[] {
  const { household, offering, context, need } = input;
  const notes: Phrase[] = [];
  if (!offering.capacity.known) notes.push(notePhrase('ask-first'));
  else if (offering.discreet) notes.push(notePhrase('has-places'));
  else notes.push(notePhrase('places', { left: offering.capacity.left }));
  notes.push(answerBand(offering.answerMedianHours ?? null));
  if (hoursUnknown(input)) notes.push(notePhrase('hours-unknown'));
  if (offering.confirmedOn === null) notes.push(notePhrase('never-confirmed'));
  else if (daysBetween(offering.confirmedOn, context.today) > STALE_AFTER_DAYS) {
    notes.push(notePhrase('stale', { day: offering.confirmedOn }));
  }
  if (offering.radiusMetres && metresBetween(household.point, offering.point) === null) {
    notes.push(notePhrase('distance-unknown', { radius: offering.radiusMetres }));
  }
  const points = bidPriceOf(need, offering, context);
  if (points > 0) notes.push(notePhrase('bid-price', { points }));
  if (offering.layer === 'provincial-fund') notes.push(notePhrase('last-resort'));
  if (offering.payer.kind === 'household' && offering.priceFen > 0) {
    notes.push(notePhrase('household-pays', { fen: costFen(offering), unit: offering.priceUnit }));
  }
  return notes;
}
