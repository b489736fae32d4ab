import { Injectable } from '@nestjs/common';
import type { Locale } from '../../platform/i18n';
import { PhraseTexts } from '../../referral/matching';
import { type MenuCard, type MenuNeed, type Plan, PlanMenu } from '../../referral/plans';
import { WaitingRoom } from './waiting';

const MOST_REASONS = 3;

/** One offering as the household sees it. */
export interface HouseholdCard extends Pick<MenuCard, 'needId' | 'offeringId' | 'name' | 'providerName' | 'priceFen'> {
  service: string;
  /** Why it is shown (R34). */
  why: string[];
  /** How many cards come after this one. */
  left: number;
}

/** The menu, one card at a time. */
@Injectable()
export class HouseholdMenu {
  constructor(
    private readonly menu: PlanMenu,
    private readonly phrases: PhraseTexts,
    private readonly waiting: WaitingRoom,
  ) {}

  /** The next card that nobody has spoken about; null when all is said. */
  async next(plan: Plan, locale: Locale): Promise<HouseholdCard | null> {
    const { needs } = await this.menu.of(plan);
    const [card, ...rest] = needs.flatMap(cardsToAsk);
    if (!card) return null;
    const { needId, offeringId, name, providerName, priceFen } = card;
    const needCode = needs.find((need) => need.needId === needId)?.code ?? '';
    const why = card.why.slice(0, MOST_REASONS).map((phrase) => this.phrases.say(locale, phrase));
    const service = this.waiting.service({ needCode }, locale);
    return { needId, offeringId, name, providerName, priceFen, service, why, left: rest.length };
  }
}

/** Once one card of a need is wanted, the others of that need are not asked. */
const cardsToAsk = ({ cards }: MenuNeed): MenuCard[] =>
  cards.some(({ said }) => said?.choice === 'wanted') ? [] : cards.filter(({ said }) => said === null);
