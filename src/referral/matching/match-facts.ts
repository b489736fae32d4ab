import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { Taxonomy } from '../../reference/taxonomy';
import type { IndexQuestion, Surveyed } from './candidate-index';
import { HouseholdFactsReader } from './household-facts.reader';
import { FORMULA_VERSION } from './match-snapshot';
import type { MatchSnapshot } from './match-snapshot';
import type { CandidateOffering, MatchContext, NeedToMeet, Pin } from './matching.types';
import { NeedFactsReader } from './need-facts.reader';
import { OfferingFactsReader } from './offering-facts.reader';

export interface MatchOptions {
  /** Only these needs; they may be planned already. Without it: the confirmed ones. */
  needIds?: readonly string[];
  /** Choices that the plan has to keep. */
  pinned?: readonly Pin[];
  /** Offerings that are not to be proposed for a need. */
  forbidden?: ReadonlyArray<{ needId: string; offeringId: string }>;
}

/** Reads everything a match looks at, from people and supply, into one snapshot without names of persons. */
@Injectable()
export class MatchFacts {
  constructor(
    private readonly households: HouseholdFactsReader,
    private readonly needs: NeedFactsReader,
    private readonly offerings: OfferingFactsReader,
    private readonly taxonomy: Taxonomy,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /**
   * All of it for a household among many: offerings are read once, as any household would meet them, and its own part of the
   * ceilings of funds is put in here.
   * @throws as `question`
   */
  async snapshotAmong(
    householdId: string,
    options: MatchOptions,
    offerings: readonly CandidateOffering[],
  ): Promise<MatchSnapshot> {
    const question = await this.question(householdId, options);
    const codes = new Set(question.needs.map(({ code }) => code));
    const fitting = offerings.filter((one) => one.codes.some((code) => codes.has(code)));
    return {
      ...question,
      offerings: await this.offerings.asMetBy(householdId, fitting),
      versions: this.versions(question.household.districtCode),
    };
  }

  /**
   * Everything offered for some codes in a district, as any household would meet it.
   * @param asOf whose month the places are of; now, unless said otherwise
   */
  async offered(districtCode: string, codes: readonly string[], asOf = this.clock.now()): Promise<CandidateOffering[]> {
    const offerings = await this.offerings.read(districtCode, codes, { householdId: null, asOf });
    const { exposure } = this.exposure(districtCode);
    return exposure ? this.offerings.exposed(offerings, this.clock.now(), exposure.days) : offerings;
  }

  /**
   * All that a match reads but the offerings.
   * @throws AppError 404 household; 409 `match-without-needs`; 422 `need-not-matchable`
   */
  async question(householdId: string, options: MatchOptions): Promise<IndexQuestion> {
    const { household, refused } = await this.households.read(householdId);
    const needs = await this.needs.read(householdId, options.needIds);
    const context: MatchContext = {
      today: this.clock.today(),
      asOf: this.clock.now().toISOString(),
      pins: options.pinned ?? [],
      refused,
      ...(options.forbidden?.length && { forbidden: options.forbidden }),
      ...this.exposure(household.districtCode),
      ...this.bidPrices(household.districtCode, needs),
    };
    return { household, needs, context };
  }

  /** What the pack of the district takes off for being chosen often; nothing where it takes nothing (I25). */
  private exposure(districtCode: string): Pick<MatchContext, 'exposure'> {
    const rule = this.policies.current(districtCode).rules.matching?.exposure;
    if (!rule || rule.points === 0) return {};
    const { points, most, days } = rule;
    return { exposure: { points, most, days } };
  }

  /** Whether the pack of the district holds places of these needs back for whoever needs them more; nothing where it does not. */
  private bidPrices(districtCode: string, needs: readonly NeedToMeet[]): Pick<MatchContext, 'bidPrices'> {
    const rule = this.policies.current(districtCode).rules.matching?.bidPrices;
    const codes = rule?.codes.filter((code) => needs.some((need) => need.code === code)) ?? [];
    return rule && codes.length > 0 ? { bidPrices: { codes, days: rule.days } } : {};
  }

  /** A question with what an index says is to be looked at, and the choices that somebody has made or set aside. */
  async surveyed(question: IndexQuestion, survey: ReadonlyMap<string, Surveyed>): Promise<MatchSnapshot> {
    const { pins = [], forbidden = [] } = question.context;
    const named = [...pins, ...forbidden].map(({ offeringId }) => offeringId);
    const ids = new Set([...named, ...[...survey.values()].flatMap(({ offeringIds }) => offeringIds)]);
    const counts = [...survey].map(([needId, { admitted, keptOut }]) => [needId, { admitted, keptOut }] as const);
    return { ...(await this.answered(question, [...ids])), counted: Object.fromEntries(counts) };
  }

  /**
   * A question with all offerings that carry a code of its needs, or with some alone.
   * @param asOf whose month the places are of; that of the question, unless said otherwise
   */
  async answered(
    question: IndexQuestion,
    offeringIds?: readonly string[],
    asOf = new Date(question.context.asOf),
  ): Promise<MatchSnapshot> {
    const { household, needs, context } = question;
    const { districtCode, id: householdId } = household;
    const codes = [...new Set(needs.map(({ code }) => code))];
    const read = offeringIds
      ? await this.offerings.byIds(offeringIds, householdId, asOf)
      : await this.offerings.read(districtCode, codes, { householdId, asOf });
    const now = new Date(context.asOf);
    const { exposure, bidPrices } = context;
    const exposed = exposure ? await this.offerings.exposed(read, now, exposure.days) : read;
    return {
      ...question,
      offerings: bidPrices ? await this.offerings.priced(exposed, now, bidPrices.days) : exposed,
      versions: this.versions(districtCode),
    };
  }

  private versions(districtCode: string): MatchSnapshot['versions'] {
    const pack = this.policies.current(districtCode).version;
    return { taxonomy: this.taxonomy.version, pack, formula: FORMULA_VERSION };
  }
}
