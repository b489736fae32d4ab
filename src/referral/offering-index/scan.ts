import { metresBetween, MOST_POINTS, PROVIDER_COST, weightOf } from '../matching';
import type { HouseholdTerms, NeedTerms } from './household-terms';
import type { OfferingIndex } from './offering-index';
import { layerOfList, listNumber } from './placement';
import type { PostingLists } from './posting-lists';
import * as record from './record';
import { Ranking } from './ranking';

/** Everything that may still matter: an open floor under the scores. */
const EVERYTHING = -Infinity;
const REFUSED = -1;
/** A score that nobody asks for: whoever counts alone saves the way to the offering. */
const ADMITTED = 0;

/** What a need found: the ranked best, and all records within reach of a joint plan. */
export interface Found {
  ranking: Ranking;
  /** Records and scores of all whose score is not below the floor. */
  records: number[];
  scores: number[];
}

interface Run {
  lists: PostingLists | null;
  layer: number;
  start: number;
  end: number;
  loose: readonly number[];
}

/**
 * Looks through the lists of one need, the highest layer first.
 *
 * A record's score is its policy points (the same in the whole list), the points known beforehand (by which the list is
 * sorted, never rising) and the parts that hang on the household: urgency, distance, continuity, language and load. Each of
 * those has a published maximum, so that `policy + kept + most` is never below the score of this record or of any behind
 * it. A list is left when this bound lies below both the last of the ranked (an equal score could still win by its id)
 * and the best score less the price of one more provider over the weight of the need: no best plan holds an offering below
 * that, because going over to the best one gains more than the provider costs.
 */
export class Scan {
  private readonly ranking: Ranking;
  private records: number[] = [];
  private scores: number[] = [];
  /** How many are admitted, where nothing else is asked. */
  private count = 0;
  /** Nothing below this score can matter any more. */
  private floor = EVERYTHING;
  private readonly most: number;
  private readonly reach: number;
  private readonly point = { lat: 0, lon: 0 };
  /** Records that were looked at, for benchmarks. */
  read = 0;
  /** The first that a rule refused, as far as somebody wants to know them; in the order of the lists they stand high. */
  readonly missed: number[] = [];
  mostMissed = 0;

  constructor(
    private readonly index: OfferingIndex,
    private readonly terms: HouseholdTerms,
    private readonly need: NeedTerms,
    shown: number,
    /** `plan`: what a joint plan could hold; `all`: every admitted record; `ranked`: the shown ones alone; `number`: how many. */
    private readonly keep: 'plan' | 'all' | 'ranked' | 'number',
    private readonly ceilings: ReadonlyMap<string, number>,
  ) {
    this.ranking = new Ranking(index, shown);
    this.most = terms.mostDynamicPoints(need.mostUrgency);
    this.reach = Math.floor(PROVIDER_COST / weightOf(need.need));
  }

  find(): Found {
    if (this.terms.consents) for (const run of this.runs()) this.look(run);
    if (this.keep === 'plan') this.keepAbove(this.ranking.best - this.reach);
    const { ranking, records, scores } = this;
    return { ranking, records, scores };
  }

  /** How many the rules admit. */
  number(): number {
    this.find();
    return this.count;
  }

  /** The score of one record, below zero when a rule refuses it, or when none of the need's lists holds it. */
  scoreOf(at: number): number {
    const held = this.terms.consents ? this.runs().find((run) => holds(run, at)) : undefined;
    return held ? this.judge(at, this.terms.policyPoints[held.layer]!, EVERYTHING) : REFUSED;
  }

  /** The lists that hold the need's code and serve the household, the highest layer first. */
  private runs(): Run[] {
    const { placement, base, further, added } = this.index;
    const code = placement.codes.find(this.need.need.code);
    if (code < 0) return [];
    const runs: Run[] = [];
    for (const area of this.terms.areas) {
      const from = listNumber(code, area, 0);
      for (const lists of [base, further]) {
        for (let list = lists.first(from); (lists.lists[list] ?? -1) >> 3 === from >> 3; list += 1) {
          const [start, end] = [lists.starts[list]!, lists.starts[list + 1]!];
          runs.push({ lists, layer: layerOfList(lists.lists[list]!), start, end, loose: [] });
        }
      }
      if (added.size > 0) {
        for (let layer = 0; layer < this.terms.policyPoints.length; layer += 1) {
          const loose = added.get(from | layer);
          if (loose) runs.push({ lists: null, layer, start: 0, end: 0, loose });
        }
      }
    }
    const { policyPoints } = this.terms;
    return runs.sort((a, b) => policyPoints[b.layer]! - policyPoints[a.layer]!);
  }

  private look({ lists, layer, start, end, loose }: Run): void {
    const { words } = this.index;
    const policy = this.terms.policyPoints[layer]!;
    for (const at of loose) this.take(at, policy);
    if (lists === null) return;
    for (let place = start; place < end; place += 1) {
      const at = lists.recordAt(place);
      const kept = record.keptPointsOf(words[at * record.WIDTH + record.TERMS]!);
      if (policy + kept + this.most < this.floor) return;
      this.take(at, policy);
    }
  }

  private take(at: number, policy: number): void {
    this.read += 1;
    const score = this.judge(at, policy, this.floor);
    if (score < 0 || score < this.floor) {
      if (score < 0 && this.missed.length < this.mostMissed) this.miss(at, policy);
      return;
    }
    if (this.keep === 'number') {
      this.count += 1;
      return;
    }
    if (this.ranking.offer(at, score)) this.raise();
    if (this.keep === 'ranked' || (this.keep === 'plan' && score < this.ranking.best - this.reach)) return;
    this.records.push(at);
    this.scores.push(score);
  }

  private raise(): void {
    if (this.keep === 'all') return;
    const { entry, best } = this.ranking;
    this.floor = this.keep === 'ranked' ? entry : Math.min(entry, best - this.reach);
  }

  /** Refused by a rule, not because its score can matter no more, and still there. */
  private miss(at: number, policy: number): void {
    const gone = (this.index.words[at * record.WIDTH + record.REACH]! & record.GONE) !== 0;
    if (!gone && this.judge(at, policy, EVERYTHING) < 0) this.missed.push(at);
  }

  private judge(at: number, policy: number, floor: number): number {
    const { index, terms, need } = this;
    const { words } = index;
    const row = at * record.WIDTH;
    const reach = words[row + record.REACH]!;
    if ((reach & record.OUT) !== 0) return REFUSED;
    const [who, term, provider] = [words[row + record.WHO]!, words[row + record.TERMS]!, words[row + record.PROVIDER]!];
    const language = terms.languagePoints(record.languagesOf(term));
    const own = record.providerOf(provider);
    const known = terms.known.has(own) ? MOST_POINTS.continuity : 0;
    const near =
      policy +
      record.keptPointsOf(term) +
      need.urgency[record.answerOf(provider)]! +
      language +
      known +
      record.loadOf(reach);
    if (language < 0 || near + MOST_POINTS.distance < floor) return REFUSED;
    if (!terms.admitted(need.persons, record.whoOf(who), record.disabilityOf(who))) return REFUSED;
    if (!terms.admitsClass(record.admissionOf(term))) return REFUSED;
    if (terms.withheld.has(own) || need.refused.has(at)) return REFUSED;
    const hours = words[row + record.HOURS]!;
    if (!this.affords(record.payerOf(provider), words[row + record.PURSE]!, hours)) return REFUSED;
    if (!need.fitsHours(record.scheduleOf(hours), at)) return REFUSED;
    const radius = record.radiusOf(reach);
    if (this.keep === 'number' && radius === record.NO_RADIUS) return ADMITTED;
    const metres = metresBetween(terms.household.point, this.pointOf(at));
    if (metres !== null && radius !== record.NO_RADIUS && metres > radius) return REFUSED;
    return near + distancePoints(metres);
  }

  /** R13, R73, R23, and the household's own ceiling of a fund. */
  private affords(payer: number, purseWord: number, hours: number): boolean {
    if (payer < 2) return true;
    if (!this.need.publicly) return false;
    const { packing } = this.index;
    const purse = packing.purses.values[record.purseOf(purseWord)]!;
    if (purse.kind !== 'fund' && purse.kind !== 'contract') return true;
    const cost = packing.prices.values[record.priceOf(hours)]!;
    if (!purse.open || cost > purse.leftFen) return false;
    if (purse.kind === 'contract') return (purse.leftUnits ?? 1) >= 1;
    return cost <= (this.ceilings.get(purse.id) ?? purse.ceilingLeftFen ?? Number.MAX_SAFE_INTEGER);
  }

  private pointOf(at: number): { lat: number; lon: number } | null {
    const row = at * record.WIDTH;
    const lat = this.index.words[row + record.LAT]!;
    if (lat === record.NO_POINT) return null;
    if (lat === record.FINE_POINT) return this.index.packing.finePoints.get(this.index.offeringIdOf(at)) ?? null;
    this.point.lat = lat / record.DEGREE;
    this.point.lon = this.index.words[row + record.LON]! / record.DEGREE;
    return this.point;
  }

  private keepAbove(floor: number): void {
    const isKept = (_: number, place: number): boolean => this.scores[place]! >= floor;
    this.records = this.records.filter(isKept);
    this.scores = this.scores.filter(isKept);
  }
}

function holds({ lists, start, end, loose }: Run, at: number): boolean {
  if (loose.includes(at)) return true;
  for (let place = start; lists !== null && place < end; place += 1) if (lists.recordAt(place) === at) return true;
  return false;
}

const HALF_WAY = MOST_POINTS.distance / 2;

/** As the formula says: a point less for each 100 metres, half of all when unknown. */
function distancePoints(metres: number | null): number {
  return metres === null ? HALF_WAY : Math.max(0, MOST_POINTS.distance - Math.floor(metres / 100));
}
