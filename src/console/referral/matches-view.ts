import { Injectable } from '@nestjs/common';
import { Texts } from '../../platform/i18n';
import {
  type Candidate,
  CANDIDATES_PER_NEED,
  type Excluded,
  type MatchRun,
  type NeedMatch,
  type PlannedNeed,
  PhraseTexts,
  type Phrase,
} from '../../referral/matching';
import { type FormModel, pageLocale } from '../shell';

/** So many that were kept out stand on the page of the match; all of them on the page "why not". */
const FIRST_REFUSED = 10;

const NO_CHOICE = 'none';

/** How many were kept out of a need: of many the match holds the nearest alone. */
export const outOf = ({ excluded, keptOut }: Pick<NeedMatch, 'excluded' | 'keptOut'>): number =>
  keptOut ?? excluded.length;

/** One offering beside others: what speaks for it, or what stands against it. */
export interface ComparedCard {
  id: string;
  name: string;
  provider: string;
  admitted: boolean;
  score: number | null;
  points: Array<{ text: string; points: number }>;
  notes: string[];
  refusals: Array<{ reason: string; change: string; citation: string }>;
  /** Nothing but its places stands against it: the need may wait for one. */
  onlyFull: boolean;
}

/** A stored match in the reader's words. */
@Injectable()
export class MatchesView {
  constructor(
    private readonly phrases: PhraseTexts,
    private readonly texts: Texts,
  ) {}

  result({ id, householdId, snapshot, result, madeAt }: MatchRun) {
    const { plan, needs, brokenPins } = result;
    return {
      ...{ id, householdId, madeAt },
      needs: needs.map((need, index) => this.need(need, index, plan.items)),
      plan: {
        ...{ objective: plan.objective, bound: plan.bound, proof: this.say(plan.proof) },
        proven: plan.objective === plan.bound,
        items: this.items(plan.items, needs),
        contested: plan.contested.map((needId) => this.needName(needs, needId)),
        heldBack: (plan.heldBack ?? []).map((needId) => this.needName(needs, needId)),
        alternatives: plan.alternatives.map(({ emphasis, objective, items }) => ({
          ...{ objective, less: plan.objective - objective },
          name: this.texts.t(pageLocale(), `matching.emphasis.${emphasis}`),
          items: this.items(items, needs),
        })),
        ofBest: Boolean(snapshot.counted),
      },
      out: needs.reduce((sum, need) => sum + outOf(need), 0),
      broken: brokenPins.map(({ needId, reason }) => ({ need: this.needName(needs, needId), reason })),
    };
  }

  /** A need with the choice that was typed, else with that of the plan: nobody finds another than he has made (R34). */
  ticked<T extends { index: number; id: string; chosen: string | null; candidates: ReadonlyArray<{ value: string }> }>(
    need: T,
    { values }: FormModel,
  ) {
    const planned = need.chosen === null ? NO_CHOICE : `${need.id} ${need.chosen}`;
    const choice = values[`needs.${need.index}`] ?? planned;
    const candidates = need.candidates.map((one) => ({ ...one, ticked: one.value === choice }));
    return { ...need, candidates, noneTicked: candidates.every(({ ticked }) => !ticked) };
  }

  private need(
    { need, candidates, admitted, excluded, keptOut, gap }: NeedMatch,
    index: number,
    planned: readonly PlannedNeed[],
  ) {
    const chosen = planned.find(({ needId }) => needId === need.id)?.offeringId ?? null;
    return {
      ...{ index, id: need.id, name: this.service(need.code), admitted, urgency: need.urgency, chosen },
      severity: this.texts.t(pageLocale(), `people-checks.severity.s${need.severity}`),
      candidates: candidates.map((one, place) => ({
        ...this.candidate(one),
        ...{
          rank: place + 1,
          // What a plan names beyond the first ten has no place to be told.
          listed: place < CANDIDATES_PER_NEED,
          askFirst: one.askFirst,
          chosen: one.offering.id === chosen,
          value: `${need.id} ${one.offering.id}`,
        },
      })),
      excluded: excluded.slice(0, FIRST_REFUSED).map((one) => this.excluded(one)),
      out: outOf({ excluded, keptOut }),
      gap: gap ? this.say(gap.because) : null,
      // Somebody could help: that is recorded as no gap.
      setAside: gap?.setAside ?? false,
    };
  }

  private candidate({ offering, score, parts, notes }: Candidate): ComparedCard {
    return {
      ...{ id: offering.id, name: offering.name, provider: offering.providerName, admitted: true, score, refusals: [] },
      onlyFull: false,
      points: parts.map(({ points, because }) => ({ points, text: this.say(because) })),
      notes: notes.map((note) => this.say(note)),
    };
  }

  private excluded({ offering, refusals }: Excluded): ComparedCard {
    return {
      ...{ id: offering.id, name: offering.name, provider: offering.providerName, admitted: false, score: null },
      ...{ points: [], notes: [], onlyFull: refusals.every(({ rule }) => rule === 'capacity') },
      refusals: refusals.map(({ reason, change, citation }) => ({
        reason: this.say(reason),
        change: this.say(change),
        citation,
      })),
    };
  }

  private items(items: readonly PlannedNeed[], needs: readonly NeedMatch[]) {
    return items.map(({ needId, offeringId, pinned }) => {
      const candidates = needs.find(({ need }) => need.id === needId)?.candidates ?? [];
      const offering = candidates.find((one) => one.offering.id === offeringId)?.offering;
      return {
        need: this.needName(needs, needId),
        offering: offering?.name ?? '',
        provider: offering?.providerName ?? '',
        pinned,
      };
    });
  }

  private needName(needs: readonly NeedMatch[], needId: string): string {
    const found = needs.find(({ need }) => need.id === needId);
    return found ? this.service(found.need.code) : '';
  }

  private service(code: string): string {
    return this.phrases.service(pageLocale(), code);
  }

  private say(phrase: Phrase): string {
    return this.phrases.say(pageLocale(), phrase);
  }
}
