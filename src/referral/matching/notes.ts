import { notePhrase } from './explain';
import { metresBetween } from './distance';
import type { Phrase } from './matching.types';
import { costFen } from './rule';
import type { RuleInput } from './rule';
import { daysBetween } from './civil-days';
import { STALE_AFTER_DAYS } from './score';

/** Things a worker must know of an admitted offering before choosing it; none of them excludes. */
export function notesOf(input: RuleInput): readonly Phrase[] {
  const { household, offering, context, need } = input;
  const notes: Phrase[] = [];
  if (!offering.capacity.known) notes.push(notePhrase('ask-first'));
  if (offering.confirmedOn === null) notes.push(notePhrase('never-confirmed'));
  else if (daysBetween(offering.confirmedOn, context.today) > STALE_AFTER_DAYS) {
    notes.push(notePhrase('stale', { day: offering.confirmedOn }));
  }
  if (offering.radiusMetres && metresBetween(household.point, offering.point) === null) {
    notes.push(notePhrase('distance-unknown', { radius: offering.radiusMetres }));
  }
  if (offering.layer === 'provincial-fund') notes.push(notePhrase('last-resort'));
  if (offering.payer.kind === 'household' && offering.priceFen > 0) {
    notes.push(notePhrase('household-pays', { fen: costFen(need, offering), unit: offering.priceUnit }));
  }
  return notes;
}
