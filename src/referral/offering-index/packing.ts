import { capacityRule, credentialRule, pointsOf, stateRule } from '../matching';
import type { CandidateOffering, Layer, MatchContext, Payer, Point, RuleInput, Schedule } from '../matching';
import { ANYBODY, BLANK, ONE_UNIT } from './blank-offering';
import { Facet, IndexFull } from './facet';
import * as record from './record';
import { UuidDirectory } from './uuid-directory';
import { UUID_WORDS, writeUuid } from './uuid-words';

export const LAYERS: readonly Layer[] = ['policy', 'society', 'special-fund', 'provincial-fund', 'family', 'self'];
export const PAYERS: readonly Payer['kind'][] = ['free', 'household', 'fund', 'contract'];
const NO_PURSE: Payer = { kind: 'free' };

/**
 * The parts of the score that hang on the offering and the day alone, but for the load, which changes with every
 * reservation: they order the lists.
 */
const KEPT = ['wait', 'quality', 'confirmed', 'price'] as const;
/** Rules that look at the offering and the day alone. */
const SHUTTING = [stateRule, capacityRule, credentialRule];

const finite = (value: number, most: number): number => Math.max(0, Math.min(most, Math.ceil(value)));

/**
 * Turns offerings into words of `record.ts` and keeps what they share. What a rule or a part of the score says of the
 * offering alone is asked once, of the rules of matching themselves.
 */
export class Packing {
  readonly who = new Facet<CandidateOffering>('terms of age and sex', record.ROOM.who);
  readonly disability = new Facet<CandidateOffering>('terms of disability', record.ROOM.disability);
  readonly admission = new Facet<CandidateOffering>('classes and circles', record.ROOM.admission);
  readonly languages = new Facet<CandidateOffering>('languages', record.ROOM.languages);
  readonly schedules = new Facet<Schedule | null>('schedules', record.ROOM.schedule);
  readonly prices = new Facet<number>('prices', record.ROOM.price);
  readonly purses = new Facet<Payer>('funds and contracts', record.ROOM.purse);
  readonly providerWords: Int32Array;
  readonly providers: UuidDirectory;
  providerCount = 0;
  /** Points that are finer than the words can say, by the record's id. */
  readonly finePoints = new Map<string, Point>();
  private readonly context: MatchContext;

  constructor(
    readonly today: string,
    readonly mostProviders: number,
  ) {
    this.providerWords = new Int32Array(new SharedArrayBuffer(4 * UUID_WORDS * mostProviders));
    this.providers = new UuidDirectory(this.providerWords, UUID_WORDS, mostProviders);
    this.context = { today, asOf: '' };
    this.schedules.numberOf('', null);
    this.purses.numberOf('', NO_PURSE);
  }

  get bytes(): number {
    return this.providerWords.byteLength + this.providers.bytes;
  }

  /** Writes one offering, which stands in so many lists, at `at`. @throws IndexFull; RangeError for an id that is not a UUID */
  pack(offering: CandidateOffering, lists: number, words: Int32Array, at: number): void {
    const input: RuleInput = { household: ANYBODY, need: ONE_UNIT, offering, context: this.context };
    const kept = KEPT.reduce((sum, part) => sum + pointsOf(part, input), 0);
    const { capacity, answerMedianHours } = offering;
    const hours = answerMedianHours ?? null;
    const answer = hours === null ? record.UNKNOWN_HOURS : finite(hours, record.MOST_HOURS);
    const [layer, payer] = [LAYERS.indexOf(offering.layer), PAYERS.indexOf(offering.payer.kind)];
    const shut = SHUTTING.some((rule) => rule.check(input) !== null) ? record.SHUT : 0;
    writeUuid(words, at, offering.id);
    this.packPoint(offering, words, at);
    const radius = finite(offering.radiusMetres ?? record.NO_RADIUS, record.NO_RADIUS);
    words[at + record.REACH] = radius | (pointsOf('load', input) << 24) | shut;
    words[at + record.WHO] =
      this.whoNumber(offering) | (finite(lists, record.MANY_LISTS) << 16) | (this.disabilityNumber(offering) << 20);
    words[at + record.TERMS] =
      this.admissionNumber(offering) |
      (this.languagesNumber(offering) << 10) |
      (kept << 22) |
      (capacity.known ? 1 << 31 : 0);
    words[at + record.PROVIDER] =
      this.providerNumber(offering.providerId) | (answer << 20) | (layer << 26) | (payer << 29);
    words[at + record.PURSE] = this.purseNumber(offering.payer) | (finite(capacity.left, record.MOST_PLACES) << 20);
    words[at + record.HOURS] =
      this.scheduleNumber(offering) | (this.prices.numberOf(`${offering.priceFen}`, offering.priceFen) << 16);
  }

  /** What is left of a household's own ceilings, from what funds have given it; the purses know no household (R13). */
  ceilings(given: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const left = this.purses.values.flatMap((purse) => {
      const had = purse.kind === 'fund' ? given.get(purse.id) : undefined;
      if (purse.kind !== 'fund' || purse.ceilingLeftFen == null || had === undefined) return [];
      return [[purse.id, Math.max(0, purse.ceilingLeftFen - had)] as const];
    });
    return new Map(left);
  }

  private packPoint({ id, point }: CandidateOffering, words: Int32Array, at: number): void {
    this.finePoints.delete(id);
    if (!point) {
      words[at + record.LAT] = record.NO_POINT;
      return;
    }
    const [lat, lon] = [Math.round(point.lat * record.DEGREE), Math.round(point.lon * record.DEGREE)];
    const exact = lat / record.DEGREE === point.lat && lon / record.DEGREE === point.lon;
    if (!exact) this.finePoints.set(id, point);
    words[at + record.LAT] = exact ? lat : record.FINE_POINT;
    words[at + record.LON] = lon;
  }

  /** B30: of the check of staff only counts whether it holds today, and only where they meet people. */
  private whoNumber({ contact, credential, eligibility }: CandidateOffering): number {
    const minAge = eligibility.minAge ?? null;
    const maxAge = eligibility.maxAge ?? null;
    const sex = eligibility.sex ?? null;
    const until = credential.minorsCheckValidUntil ?? null;
    const unchecked = contact && (until === null || until < this.today);
    const terms = { contact: unchecked, eligibility: { minAge, maxAge, sex } };
    return this.who.numberOf(`${minAge} ${maxAge} ${sex} ${unchecked}`, { ...BLANK, ...terms });
  }

  private disabilityNumber({ eligibility }: CandidateOffering): number {
    const disabilityKinds = [...(eligibility.disabilityKinds ?? [])].sort();
    const minDisabilityGrade = eligibility.minDisabilityGrade ?? null;
    const key = JSON.stringify([disabilityKinds, minDisabilityGrade]);
    return this.disability.numberOf(key, { ...BLANK, eligibility: { disabilityKinds, minDisabilityGrade } });
  }

  private admissionNumber({ eligibility }: CandidateOffering): number {
    const [classes, circles] = [[...(eligibility.classes ?? [])].sort(), [...(eligibility.circles ?? [])].sort()];
    return this.admission.numberOf(JSON.stringify([classes, circles]), { ...BLANK, eligibility: { classes, circles } });
  }

  private languagesNumber({ languages }: CandidateOffering): number {
    const sorted = [...languages].sort();
    return this.languages.numberOf(sorted.join(' '), { ...BLANK, languages: sorted });
  }

  private scheduleNumber({ schedule }: CandidateOffering): number {
    if (!schedule) return 0;
    const { fixed, slots } = schedule;
    const plain = { fixed, slots: slots.map(({ day, from, to }) => ({ day, from, to })) };
    return this.schedules.numberOf(JSON.stringify(plain), plain);
  }

  /** A purse has one state for all who draw on it: the newest said. */
  private purseNumber(payer: Payer): number {
    if (payer.kind !== 'fund' && payer.kind !== 'contract') return 0;
    const number = this.purses.numberOf(purseKey(payer), payer);
    this.purses.values[number] = payer;
    return number;
  }

  private providerNumber(id: string): number {
    const known = this.providers.find(id);
    if (known >= 0) return known;
    const number = this.providerCount;
    if (number >= this.mostProviders) throw new IndexFull('providers');
    writeUuid(this.providerWords, number * UUID_WORDS, id);
    this.providers.note(number);
    this.providerCount += 1;
    return number;
  }
}

export const purseKey = ({ kind, id }: { kind: string; id: string }): string => `${kind} ${id}`;
