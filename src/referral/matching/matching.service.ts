import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { Audit } from '../../trust/audit';
import { Gaps } from '../gaps';
import { CandidateIndex, type IndexQuestion, type Surveyed } from './candidate-index';
import { type Candidate, judge, type Verdict } from './candidates';
import { MatchFacts } from './match-facts';
import type { MatchOptions } from './match-facts';
import type { MatchRun } from './match-run.entity';
import { MatchRunsStore } from './match-runs.store';
import { replay } from './match-snapshot';
import type { MatchSnapshot } from './match-snapshot';
import type { MatchResult, NeedMatch } from './match';
import type { NeedToMeet } from './matching.types';
import { byWeight } from './proposed-plan';

/** What the menu of a plan asks of one need. */
export type Shortlisted = Pick<NeedMatch, 'need' | 'candidates' | 'gap'>;

const areAmong = (candidates: readonly Candidate[], ids: readonly string[]): boolean => {
  const known = new Set(candidates.map(({ offering }) => offering.id));
  return ids.every((id) => known.has(id));
};

/** Whether an answer is the surveyed one: its best admitted, its plan the best of all that the index holds. */
const isAs = (survey: ReadonlyMap<string, Surveyed>, { needs, plan }: MatchResult): boolean =>
  needs.every(({ need, candidates }) => {
    const { rankedIds, plannedId } = survey.get(need.id)!;
    const planned = plan.items.find(({ needId }) => needId === need.id)?.offeringId ?? null;
    return candidates.length > 0 && areAmong(candidates, rankedIds) && planned === plannedId;
  });

/** The index does not know who was chosen of late, nor what places are worth to others: where that counts the database answers. */
const isKnown = ({ context }: IndexQuestion): boolean => !context.exposure && !context.bidPrices;

/** Matches of one household: made, stored with their inputs, read again (R22, R23, R34, R97). */
@Injectable()
export class Matching {
  constructor(
    private readonly facts: MatchFacts,
    private readonly index: CandidateIndex,
    private readonly store: MatchRunsStore,
    private readonly gaps: Gaps,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Matches the household's needs against the offerings of its district as they are now, keeps inputs and answer, and
   * opens a gap for every need without a candidate (R97); a need that has one again loses its gap.
   * @throws AppError 404 household; 409 `match-without-needs`; 422 `need-not-matchable`
   */
  async matchHousehold(householdId: string, options: MatchOptions = {}): Promise<MatchRun> {
    const { snapshot, result } = await this.matched(householdId, options);
    const run: MatchRun = {
      id: newId(),
      householdId,
      snapshot,
      result,
      madeBy: this.transactions.actor.userId,
      madeAt: new Date(snapshot.context.asOf),
    };
    await this.store.insert(run);
    const { districtCode, regionPath } = snapshot.household;
    const subject = { subjectType: 'match', subjectId: run.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'match.made', ...subject });
    await this.keepGaps(snapshot, result);
    return run;
  }

  /**
   * Per need the best candidates with score, reasons and notes, or why there is none; not who was kept out. From the index
   * where it knows the present state: what it proposes is read and judged again here. The needs for which it has nothing, or
   * one of whose proposals a rule now refuses, and these alone, are asked of the database as they are without an index.
   * @throws as `matchHousehold`
   */
  async shortlist(householdId: string, options: MatchOptions = {}): Promise<readonly Shortlisted[]> {
    const question = await this.facts.question(householdId, options);
    const quick = await this.proposed(question);
    const answered = new Set(quick.map(({ need }) => need.id));
    const needs = question.needs.filter(({ id }) => !answered.has(id));
    if (needs.length === 0) return quick;
    const slow = replay(await this.facts.answered({ ...question, needs })).needs;
    return [...quick, ...slow].sort((a, b) => byWeight(a.need, b.need));
  }

  /**
   * What the rules say of one offering for one need today; null where the offering is nobody's candidate (not listed, or its
   * provider not admitted). Nothing is kept.
   * @throws as `matchHousehold`
   */
  async judgeOne(
    householdId: string,
    needId: string,
    offeringId: string,
  ): Promise<{ need: NeedToMeet; verdict: Verdict } | null> {
    const question = await this.facts.question(householdId, { needIds: [needId] });
    const { household, needs, offerings, context } = await this.facts.answered(question, [offeringId]);
    const [need] = needs;
    const [offering] = offerings;
    return need && offering ? { need, verdict: judge({ household, need, offering, context }) } : null;
  }

  /** A stored match. @throws AppError 404 `match-not-found` */
  get(id: string): Promise<MatchRun> {
    return this.store.get(id);
  }

  /** The newest match of a household; null when there is none. */
  latest(householdId: string): Promise<MatchRun | null> {
    return this.store.latest(householdId);
  }

  /** Makes a stored match again from its inputs alone; the answer is the stored one. @throws AppError 404 */
  async replay(id: string): Promise<MatchResult> {
    return replay((await this.store.get(id)).snapshot);
  }

  /**
   * Where far more offerings carry the codes than anybody reads, the index says which to look at; they are read and judged
   * here, and all of the database's are, when a rule now refuses what was to be proposed, a need is left without any, or the plan
   * is another one, which nobody proved best.
   */
  private async matched(
    householdId: string,
    options: MatchOptions,
  ): Promise<{ snapshot: MatchSnapshot; result: MatchResult }> {
    const question = await this.facts.question(householdId, options);
    const survey = isKnown(question) ? await this.index.survey(question) : null;
    if (survey) {
      const snapshot = await this.facts.surveyed(question, survey);
      const result = replay(snapshot);
      if (isAs(survey, result)) return { snapshot, result };
    }
    const snapshot = await this.facts.answered(question);
    return { snapshot, result: replay(snapshot) };
  }

  /** The needs for which everything that the index proposes still holds, in the order of their weight. */
  private async proposed(question: IndexQuestion): Promise<readonly Shortlisted[]> {
    const proposals = isKnown(question) ? this.index.propose(question) : null;
    if (!proposals) return [];
    const wanted = (needId: string): readonly string[] => proposals.get(needId) ?? [];
    const needs = question.needs.filter(({ id }) => wanted(id).length > 0);
    if (needs.length === 0) return [];
    const ids = [...new Set(needs.flatMap(({ id }) => wanted(id)))];
    const judged = replay(await this.facts.answered({ ...question, needs }, ids)).needs;
    return judged.filter(({ need, candidates }) => areAmong(candidates, wanted(need.id)));
  }

  /** Where all who could help were set aside, somebody could help: that opens no gap, and closes one (R97). */
  private async keepGaps({ household, context }: MatchSnapshot, result: MatchResult): Promise<void> {
    const { id: householdId, districtCode, regionPath } = household;
    const known = (await this.gaps.ofHousehold(householdId)).some(({ state }) => state === 'open');
    for (const { need, gap } of result.needs) {
      const { id: needId, code, severity } = need;
      if (gap && !gap.setAside)
        await this.gaps.open({ householdId, needId, districtCode, regionPath, code, severity, cause: gap.cause });
      else if (known) await this.gaps.closeFor(needId, `match ${context.asOf}`);
    }
  }
}
