import type { Packing } from './packing';
import * as record from './record';
import { readUuid, UUID_WORDS } from './uuid-words';

/** A record with the values that its numbers stand for, so that records of two indexes can be compared. */
export function spelled(packing: Packing, words: Int32Array, at: number): string {
  const word = (place: number): number => words[at * record.WIDTH + place]!;
  const [who, terms, provider] = [word(record.WHO), word(record.TERMS), word(record.PROVIDER)];
  const [purse, hours] = [word(record.PURSE), word(record.HOURS)];
  return JSON.stringify({
    plain: [word(record.LAT), word(record.LAT) === record.NO_POINT ? 0 : word(record.LON), word(record.REACH)],
    who: packing.who.values[record.whoOf(who)],
    disability: packing.disability.values[record.disabilityOf(who)],
    admission: packing.admission.values[record.admissionOf(terms)],
    languages: packing.languages.values[record.languagesOf(terms)],
    points: [record.keptPointsOf(terms), record.isStated(terms), record.answerOf(provider)],
    kinds: [record.layerOf(provider), record.payerOf(provider)],
    provider: readUuid(packing.providerWords, record.providerOf(provider) * UUID_WORDS),
    purse: packing.purses.values[record.purseOf(purse)],
    places: [record.placesOf(purse), record.listsOf(who)],
    hours: [packing.schedules.values[record.scheduleOf(hours)], packing.prices.values[record.priceOf(hours)]],
  });
}
