import { Injectable } from '@nestjs/common';
import { Needs } from '../../people/needs';
import { type Candidate, Matching, type Phrase, plainReasons, type Shortlisted } from '../matching';
import type { PlanChoice } from './plan-choice.entity';
import type { PlanItem } from './plan-item.entity';
import { PlanItemsStore } from './plan-items.store';
import type { Plan } from './plan.entity';

/** So many cards a need, no more: a choice, not a catalogue (ux pattern 22). */
export const MOST_CARDS = 5;

/** One offering laid before the household in plain words. */
export interface MenuCard {
  needId: string;
  offeringId: string;
  name: string;
  providerName: string;
  priceFen: number;
  /** Nobody has stated the places: the provider is asked first. */
  askFirst: boolean;
  /** Whether the plan holds it now. */
  planned: boolean;
  why: readonly Phrase[];
  /** The newest word said to it. */
  said: Pick<PlanChoice, 'choice' | 'chosenByName' | 'chosenMode' | 'chosenAt'> | null;
}

export interface MenuNeed {
  needId: string;
  code: string;
  severity: number;
  cards: readonly MenuCard[];
  /** Why there is no card. */
  gap: Phrase | null;
}

export interface MenuAnswer {
  needs: readonly MenuNeed[];
  candidates: ReadonlyMap<string, Candidate>;
}

export const cardKey = (needId: string, offeringId: string): string => `${needId} ${offeringId}`;

/** The menu of a plan: its needs, the rules as they stand, and the places that are left today (R34). */
@Injectable()
export class PlanMenu {
  constructor(
    private readonly items: PlanItemsStore,
    private readonly needs: Needs,
    private readonly matching: Matching,
  ) {}

  async of(plan: Plan): Promise<MenuAnswer> {
    const items = await this.items.ofPlan(plan.id);
    const words = await this.items.choices(plan.id);
    const inPlan = new Set(items.flatMap(({ needId }) => needId ?? []));
    const open = await this.needs.answerable(plan.householdId);
    const needIds = open.filter(({ id, state }) => state === 'confirmed' || inPlan.has(id)).map(({ id }) => id);
    if (needIds.length === 0) return { needs: [], candidates: new Map() };
    const needs = await this.matching.shortlist(plan.householdId, { needIds });
    const shown = needs.map((need) => ({ need, best: shownOf(need, items) }));
    return {
      needs: shown.map(({ need, best }) => menuNeed(need, best, items, words)),
      candidates: new Map(
        shown.flatMap(({ need, best }) => best.map((one) => [cardKey(need.need.id, one.offering.id), one])),
      ),
    };
  }
}

/** The best five; what the plan holds stays on the table when it is still possible. */
function shownOf({ need, candidates }: Shortlisted, items: readonly PlanItem[]): Candidate[] {
  const best = candidates.slice(0, MOST_CARDS);
  const planned = candidates.find(({ offering }) => isPlanned(items, need.id, offering.id));
  return !planned || best.includes(planned) ? best : [...best.slice(0, MOST_CARDS - 1), planned];
}

const isPlanned = (items: readonly PlanItem[], needId: string, offeringId: string): boolean =>
  items.some((item) => item.needId === needId && item.offeringId === offeringId);

function menuNeed(
  { need, gap }: Shortlisted,
  best: Candidate[],
  items: readonly PlanItem[],
  words: readonly PlanChoice[],
): MenuNeed {
  const cards = best.map((candidate): MenuCard => {
    const { offering, askFirst } = candidate;
    const said = words.filter(({ needId, offeringId }) => needId === need.id && offeringId === offering.id).at(-1);
    return {
      ...{ needId: need.id, offeringId: offering.id, name: offering.name, providerName: offering.providerName },
      ...{ priceFen: offering.payer.kind === 'household' ? offering.priceFen : 0, askFirst },
      planned: isPlanned(items, need.id, offering.id),
      why: plainReasons(candidate),
      said: said ?? null,
    };
  });
  return { needId: need.id, code: need.code, severity: need.severity, cards, gap: gap?.because ?? null };
}
