import {
  classRule,
  consentRule,
  doubleFundingRule,
  languageRule,
  layerRank,
  MOST_POINTS,
  personObjections,
  pointsOf,
  POLICY_STEP,
  scheduleRule,
} from '../matching';
import type { HouseholdFacts, MatchContext, MemberFacts, NeedToMeet, RuleInput } from '../matching';
import { BLANK, ONE_UNIT } from './blank-offering';
import type { OfferingIndex } from './offering-index';
import { LAYERS } from './packing';
import { MOST_HOURS, UNKNOWN_HOURS } from './record';
import { UNASKED } from './remembered';

/** Bits for persons; the one above them stands for a household of which nobody is recorded. */
const MOST_PERSONS = 30;
const NOBODY = 1 << MOST_PERSONS;
const REFUSED = -2;

const UNKNOWN_PERSON: MemberFacts = { id: '', age: null, sex: null };
const urgencies = new Map<string, { points: Int16Array; most: number }>();

/** Whether the household is too large for one word of bits: it is matched by SQL then. */
export const isTooLarge = ({ members }: HouseholdFacts): boolean => members.length > MOST_PERSONS;

/** One person as the rules see it, and what they said of the terms so far. */
interface Asker {
  bit: number;
  member: MemberFacts;
  who: Int16Array;
  disability: Int16Array;
}

/**
 * What the rules say of one household and a shared term, asked once of the rule itself and then remembered: whose age a
 * term admits, whether a class is admitted, what a language is worth.
 */
export class HouseholdTerms {
  /** Points of the policy part by layer. */
  readonly policyPoints: Int32Array;
  readonly consents: boolean;
  /** The district, and every region on the way to the household, as numbers of the lists. */
  readonly areas: readonly number[];
  readonly withheld: ReadonlySet<number>;
  readonly known: ReadonlySet<number>;
  private readonly askers: Asker[];
  private readonly admission: Int16Array;
  private readonly languages: Int16Array;

  constructor(
    private readonly index: OfferingIndex,
    readonly household: HouseholdFacts,
    readonly context: MatchContext,
  ) {
    const { packing, remembered } = index;
    const { members, languages, circle } = household;
    this.askers = [
      ...members.map((member, place) => this.asker(member, 1 << place)),
      this.asker(UNKNOWN_PERSON, NOBODY),
    ];
    const { length } = packing.admission.values;
    this.admission = remembered.of(`class ${household.class} ${circle ?? null}`, length);
    this.languages = remembered.of(`languages ${languages.join(' ')}`, packing.languages.values.length);
    this.policyPoints = Int32Array.from(LAYERS, (layer) => layerRank(layer) * POLICY_STEP);
    this.areas = index.placement.areasAround(household);
    this.consents = consentRule.check(this.input({})) === null;
    this.withheld = this.numbersOf(household.withheldProviderIds ?? []);
    this.known = this.numbersOf((household.running ?? []).map(({ providerId }) => providerId));
  }

  /** The persons of whom one has to fit, as bits. */
  personsOf({ memberId }: NeedToMeet): number {
    const { members } = this.household;
    let bits = 0;
    for (const [place, { id }] of members.entries()) if (!memberId || id === memberId) bits |= 1 << place;
    return bits || NOBODY;
  }

  /** Which of some persons meet terms of age, sex and check of staff, and of disability. */
  admitted(persons: number, who: number, disability: number): boolean {
    for (const said of this.askers) {
      const { bit, member } = said;
      if ((persons & bit) === 0) continue;
      const { packing } = this.index;
      if (said.who[who] === UNASKED) said.who[who] = this.fits(member, packing.who.values[who]!);
      if (said.who[who] === 0) continue;
      if (said.disability[disability] === UNASKED) {
        said.disability[disability] = this.fits(member, packing.disability.values[disability]!);
      }
      if (said.disability[disability] === 1) return true;
    }
    return false;
  }

  admitsClass(admission: number): boolean {
    const known = this.admission[admission]!;
    if (known !== UNASKED) return known === 1;
    const offering = this.index.packing.admission.values[admission]!;
    const admits = classRule.check(this.input({ offering })) === null;
    this.admission[admission] = admits ? 1 : 0;
    return admits;
  }

  /** Points of the language part, or below zero: no language in common. */
  languagePoints(languages: number): number {
    const known = this.languages[languages]!;
    if (known !== UNASKED) return known;
    const input = this.input({ offering: this.index.packing.languages.values[languages]! });
    return (this.languages[languages] = languageRule.check(input) ? REFUSED : pointsOf('language', input));
  }

  /** Points of the urgency part by the hours until a provider answers, and the most of them. */
  urgencyOf({ urgency }: NeedToMeet): { points: Int16Array; most: number } {
    const known = urgencies.get(urgency);
    if (known) return known;
    const need = { ...ONE_UNIT, urgency };
    const points = Int16Array.from({ length: UNKNOWN_HOURS + 1 }, (_, hours) => {
      const answerMedianHours = hours === UNKNOWN_HOURS ? null : Math.min(hours, MOST_HOURS);
      return pointsOf('urgency', this.input({ need, offering: { ...BLANK, answerMedianHours } }));
    });
    const found = { points, most: Math.max(...points) };
    urgencies.set(urgency, found);
    return found;
  }

  /** The most that the parts can add which are not known beforehand: the bound of the lists hangs on it. */
  mostDynamicPoints(urgency: number): number {
    const { household } = this;
    const distance = household.point ? MOST_POINTS.distance : MOST_POINTS.distance / 2;
    const language = household.languages.length > 0 ? MOST_POINTS.language : MOST_POINTS.language / 2;
    const continuity = this.known.size > 0 ? MOST_POINTS.continuity : 0;
    return urgency + distance + language + continuity + MOST_POINTS.load;
  }

  input(changes: Partial<RuleInput>): RuleInput {
    return { household: this.household, need: ONE_UNIT, offering: BLANK, context: this.context, ...changes };
  }

  private asker(member: MemberFacts, bit: number): Asker {
    const { packing, remembered } = this.index;
    const { age, sex, disability } = member;
    const kind = disability ? `${disability.kind} ${disability.grade}` : '-';
    return {
      ...{ bit, member },
      who: remembered.of(`person ${age} ${sex}`, packing.who.values.length),
      disability: remembered.of(`disability ${kind}`, packing.disability.values.length),
    };
  }

  private fits(member: MemberFacts, offering: RuleInput['offering']): number {
    const household = { ...this.household, members: [member] };
    return personObjections(this.input({ household, offering })).length === 0 ? 1 : 0;
  }

  private numbersOf(providerIds: readonly string[]): Set<number> {
    const { providers } = this.index.packing;
    return new Set(providerIds.map((id) => providers.find(id)).filter((number) => number >= 0));
  }
}

/** The same for one need: hours, money and urgency. */
export class NeedTerms {
  readonly persons: number;
  /** R23: whether public money may pay for this need. */
  readonly publicly: boolean;
  readonly urgency: Int16Array;
  readonly mostUrgency: number;
  readonly refused: ReadonlySet<number>;
  /** Offerings whose own hours do not stand in their way. */
  readonly attended: ReadonlySet<number>;
  private readonly schedules: Int8Array | null;

  constructor(
    private readonly index: OfferingIndex,
    private readonly terms: HouseholdTerms,
    readonly need: NeedToMeet,
  ) {
    const { household, context } = terms;
    this.persons = terms.personsOf(need);
    const paid = { ...BLANK, payer: { kind: 'fund', id: '', open: true, leftFen: 0 } as const };
    this.publicly = doubleFundingRule.check(terms.input({ need, offering: paid })) === null;
    const urgency = terms.urgencyOf(need);
    this.urgency = urgency.points;
    this.mostUrgency = urgency.most;
    const refused = [...(context.refused ?? []), ...(context.forbidden ?? [])].filter(
      ({ needId }) => needId === need.id,
    );
    this.refused = this.recordsOf(refused.map(({ offeringId }) => offeringId));
    const busy = household.members.flatMap((member) => member.busy ?? []);
    this.attended = this.recordsOf(busy.flatMap(({ offeringId }) => offeringId ?? []));
    this.schedules = busy.length > 0 ? new Int8Array(index.packing.schedules.values.length).fill(UNASKED) : null;
  }

  /** Whether the hours leave somebody free. */
  fitsHours(schedule: number, record: number): boolean {
    if (this.schedules === null || schedule === 0) return true;
    if (this.attended.has(record)) return this.isFree(schedule, this.index.offeringIdOf(record));
    const known = this.schedules[schedule]!;
    if (known !== UNASKED) return known === 1;
    const free = this.isFree(schedule, BLANK.id);
    this.schedules[schedule] = free ? 1 : 0;
    return free;
  }

  private isFree(schedule: number, id: string): boolean {
    const offering = { ...BLANK, id, schedule: this.index.packing.schedules.values[schedule]! };
    return scheduleRule.check(this.terms.input({ need: this.need, offering })) === null;
  }

  private recordsOf(ids: readonly string[]): Set<number> {
    return new Set(ids.map((id) => this.index.recordOf(id)).filter((record) => record >= 0));
  }
}
