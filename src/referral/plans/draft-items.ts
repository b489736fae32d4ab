import { Injectable } from '@nestjs/common';
import { type Need, Needs } from '../../people/needs';
import { newId } from '../../platform/database';
import { type FieldError, invalid } from '../../platform/errors';
import { type Locale, Texts } from '../../platform/i18n';
import { Clock } from '../../platform/time';
import { plusDays } from '../../reference/calendar';
import { type Candidate, type MatchResult, PhraseTexts, type Phrase, sideOf } from '../matching';
import type { PlanItemInput } from './dto/plan.dto';
import { fieldOfCode } from './outcome-field';
import type { PlanItem } from './plan-item.entity';

/** A line is to begin within so many days unless somebody writes another date. */
const START_WITHIN_DAYS = 30;
/** Parts of the score that tell a household why an offering is proposed. */
const SPEAKING_PARTS: ReadonlySet<string> = new Set(['policy', 'distance', 'wait', 'price', 'language', 'continuity']);

/** The household has not said yes to these. */
const UNANSWERED: ReadonlySet<string> = new Set(['found', 'declined']);

export const speakingPhrases = ({ parts, notes }: Candidate): Phrase[] => [
  ...parts.filter(({ part }) => SPEAKING_PARTS.has(part)).map(({ because }) => because),
  ...notes,
];

/** The candidate of a match that serves a need with an offering; undefined when the match did not admit it. */
export const candidateIn = (result: MatchResult, needId: string, offeringId: string): Candidate | undefined =>
  result.needs.find(({ need }) => need.id === needId)?.candidates.find(({ offering }) => offering.id === offeringId);

/** Makes lines of a plan: from a candidate of a match, or from what somebody wrote. */
@Injectable()
export class DraftItems {
  constructor(
    private readonly needs: Needs,
    private readonly texts: Texts,
    private readonly phrases: PhraseTexts,
    private readonly clock: Clock,
  ) {}

  /** Words in the household's language: they are printed for it. */
  fromCandidate(planId: string, need: Need, candidate: Candidate, matchId: string | null, locale: Locale): PlanItem {
    const { offering, score, askFirst } = candidate;
    const service = this.phrases.service(locale, need.code);
    const goal = need.everyDays === null ? 'plans.made.goal' : 'plans.made.goal-every';
    return {
      ...this.blank(planId),
      needId: need.id,
      side: sideOf(offering.layer),
      field: fieldOfCode(need.code),
      code: need.code,
      goal: this.texts.t(locale, goal, { service, days: need.everyDays ?? 0 }),
      action: this.texts.t(locale, 'plans.made.action', { offering: offering.name, provider: offering.providerName }),
      ownerName: offering.providerName,
      dueOn: plusDays(this.clock.today(), START_WITHIN_DAYS),
      baselineLevel: need.severity,
      expectedLevel: Math.max(0, need.severity - 1),
      goalWeight: Math.max(1, Math.min(4, need.severity)),
      offeringId: offering.id,
      reasons: { ...(matchId && { matchId }), score, askFirst, phrases: speakingPhrases(candidate) },
    };
  }

  /** @throws AppError 422 when the need is of another household, or nothing says which field the goal belongs to */
  async fromInput(planId: string, householdId: string, input: PlanItemInput, path = ''): Promise<PlanItem> {
    const need = input.needId ? await this.needOf(householdId, input.needId, path) : null;
    const code = input.code ?? need?.code ?? null;
    const field = input.field ?? (code ? fieldOfCode(code) : null);
    if (field === null) throw invalid([{ field: `${path}field`, code: 'plan-field-needed' }]);
    return {
      ...this.blank(planId),
      ...{ needId: need?.id ?? null, side: input.side, field, code },
      ...{ goal: input.goal, action: input.action, ownerName: input.ownerName, dueOn: input.dueOn ?? null },
      baselineLevel: input.baselineLevel ?? need?.severity ?? null,
      expectedLevel: input.expectedLevel ?? null,
      goalWeight: input.goalWeight,
      offeringId: input.offeringId ?? null,
    };
  }

  /** @throws AppError 422 `need-of-other-household`; `need-not-confirmed`, `need-not-assessed`: no plan answers it (R18) */
  async needOf(householdId: string, needId: string, path = ''): Promise<Need> {
    const refusal: FieldError = { field: `${path}needId`, code: 'need-of-other-household' };
    const need = await this.needs.get(needId).catch(() => null);
    if (need?.householdId !== householdId) throw invalid([refusal]);
    if (UNANSWERED.has(need.state)) throw invalid([{ ...refusal, code: 'need-not-confirmed' }]);
    if (!need.assessed) throw invalid([{ ...refusal, code: 'need-not-assessed' }]);
    return need;
  }

  private blank(planId: string): PlanItem {
    return {
      ...{ id: newId(), planId, needId: null, side: 'society', field: 'material', code: null },
      ...{ goal: '', action: '', ownerName: '', dueOn: null, baselineLevel: null, expectedLevel: null, goalWeight: 2 },
      ...{ offeringId: null, choice: 'open', chosenBy: null, chosenAt: null, reasons: {}, position: 0 },
    };
  }
}
