import type { Candidate, Payer } from '../matching';
import { BLANK } from './blank-offering';
import type { OfferingIndex } from './offering-index';
import { LAYERS, PAYERS } from './packing';
import * as record from './record';

/**
 * A record as a candidate with all that a joint plan asks of it: value, places, hours and purse. Names, reasons and notes
 * are not in the index; whoever shows the candidate asks matching for them.
 */
export function candidateOf(
  index: OfferingIndex,
  at: number,
  score: number,
  ceilings: ReadonlyMap<string, number>,
): Candidate {
  const row = at * record.WIDTH;
  const { packing, words } = index;
  const [term, provider] = [words[row + record.TERMS]!, words[row + record.PROVIDER]!];
  const [purse, hours] = [words[row + record.PURSE]!, words[row + record.HOURS]!];
  const known = record.isStated(term);
  const offering = {
    ...BLANK,
    id: index.offeringIdOf(at),
    providerId: index.providerIdOf(record.providerOf(provider)),
    layer: LAYERS[record.layerOf(provider)]!,
    schedule: packing.schedules.values[record.scheduleOf(hours)]!,
    priceFen: packing.prices.values[record.priceOf(hours)]!,
    payer: payerOf(PAYERS[record.payerOf(provider)]!, packing.purses.values[record.purseOf(purse)]!, ceilings),
    capacity: { known, left: known ? record.placesOf(purse) : 0 },
  };
  return { offering, score, parts: [], askFirst: !known, notes: [] };
}

function payerOf(kind: Payer['kind'], purse: Payer, ceilings: ReadonlyMap<string, number>): Payer {
  if (kind === 'free' || kind === 'household') return { kind };
  if (purse.kind !== 'fund') return purse;
  return { ...purse, ceilingLeftFen: ceilings.get(purse.id) ?? purse.ceilingLeftFen ?? null };
}
