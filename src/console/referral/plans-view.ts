import { Injectable } from '@nestjs/common';
import { Needs } from '../../people/needs';
import { Transactions } from '../../platform/database';
import type { FieldError } from '../../platform/errors';
import { formatDate, formatMoney, Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { PhraseTexts } from '../../referral/matching';
import {
  type MenuCard,
  type MenuNeed,
  outcomeFields,
  type Plan,
  type PlanItem,
  planLifecycle,
  planSides,
} from '../../referral/plans';
import { pageLocale } from '../shell';

interface Choice {
  value: string;
  text: string;
}

/** Plans in the reader's words. */
@Injectable()
export class PlansView {
  constructor(
    private readonly needs: Needs,
    private readonly taxonomy: Taxonomy,
    private readonly phrases: PhraseTexts,
    private readonly texts: Texts,
    private readonly transactions: Transactions,
  ) {}

  plan(plan: Plan, items: readonly PlanItem[], missing: readonly FieldError[]) {
    const count = (side: PlanItem['side']): number => items.filter((item) => item.side === side).length;
    const { id, number, householdId, planVersion, state, summary, noFamilySelfReason, noEducationReason } = plan;
    return {
      ...{ id, number, householdId, planVersion, summary, noFamilySelfReason, noEducationReason },
      ...{ changeReason: plan.changeReason, version: plan.version, state: this.say(`plans.state.${state}`) },
      moves: planLifecycle.allowed(state, this.transactions.actor.roles),
      ...{
        isDraft: state === 'draft',
        isLive: state === 'confirmed',
        isOpen: state === 'draft' || state === 'offered',
      },
      signed: this.signature(plan),
      mix: { government: count('government'), society: count('society'), family: count('family'), self: count('self') },
      items: items.map((item) => this.item(item)),
      missing: missing.map(({ code }) => this.say(`errors.${code}`)),
    };
  }

  menu(needs: readonly MenuNeed[]) {
    const cards = needs.flatMap((need) => need.cards.map((card) => ({ need, card })));
    return needs.map((need) => ({
      name: this.service(need.code),
      severity: this.severity(need.severity),
      gap: need.gap ? this.phrases.say(pageLocale(), need.gap) : null,
      cards: need.cards.map((card) =>
        this.card(
          card,
          cards.findIndex((one) => one.card === card),
        ),
      ),
    }));
  }

  sides = (): Choice[] => this.choices('plans.side.', planSides);
  fields = (): Choice[] => this.choices('plans.field.', outcomeFields);
  levels = (): Choice[] =>
    ['0', '1', '2', '3'].map((value) => ({ value, text: this.say(`people-checks.severity.s${value}`) }));
  codes = (): Choice[] =>
    this.taxonomy.assignable().map(({ code }) => ({ value: code, text: `${code} ${this.service(code)}` }));

  choices(prefix: string, values: readonly string[]): Choice[] {
    return values.map((value) => ({ value, text: this.say(prefix + value) }));
  }

  /** Needs that a line may answer. */
  async needChoices(householdId: string): Promise<Choice[]> {
    const open = await this.needs.answerable(householdId);
    return open.map(({ id, code }) => ({ value: id, text: this.service(code) }));
  }

  say(key: string, params: Record<string, string | number> = {}): string {
    return this.texts.t(pageLocale(), key, params);
  }

  private item(item: PlanItem) {
    const { id, goal, action, ownerName, dueOn, baselineLevel, expectedLevel, choice, chosenBy, needId, offeringId } =
      item;
    const words = this.say(`plans.choice.${choice}`);
    const levels = baselineLevel !== null && expectedLevel !== null;
    return {
      ...{ id, goal, action, ownerName, needId, offeringId, weight: item.goalWeight },
      ...{ side: this.say(`plans.side.${item.side}`), field: this.say(`plans.field.${item.field}`) },
      due: dueOn === null ? this.say('plans.show.item.no-date') : formatDate(pageLocale(), dueOn),
      level: levels
        ? this.say('plans.show.item.level-text', {
            from: this.severity(baselineLevel),
            to: this.severity(expectedLevel),
          })
        : this.say('plans.show.item.no-level'),
      choice:
        offeringId === null
          ? null
          : chosenBy
            ? this.say('plans.show.item.chosen-by', { choice: words, name: chosenBy })
            : words,
    };
  }

  private card(
    { needId, offeringId, name, providerName, priceFen, askFirst, planned, why, said }: MenuCard,
    index: number,
  ) {
    return {
      ...{ index, needId, offeringId, name, providerName, askFirst, planned },
      price:
        priceFen === 0
          ? this.say('plans.menu.free')
          : this.say('plans.menu.pays', { amount: formatMoney(pageLocale(), priceFen) }),
      why: why.map((phrase) => this.phrases.say(pageLocale(), phrase)),
      said:
        said &&
        this.say('plans.menu.said', {
          choice: this.say(`plans.choice.${said.choice}`),
          name: said.chosenByName,
          mode: this.say(`plans.mode.${said.chosenMode}`),
          day: formatDate(pageLocale(), said.chosenAt),
        }),
    };
  }

  private signature({ signedByName, signedMode, confirmedAt }: Plan): string | null {
    if (signedByName === null || signedMode === null || confirmedAt === null) return null;
    const day = formatDate(pageLocale(), confirmedAt);
    if (signedMode === 'refused') return this.say('plans.show.refused-text', { name: signedByName, day });
    return this.say('plans.show.signed-text', { name: signedByName, mode: this.say(`plans.mode.${signedMode}`), day });
  }

  private severity(level: number): string {
    return this.say(`people-checks.severity.s${level}`);
  }

  private service(code: string): string {
    return this.phrases.service(pageLocale(), code);
  }
}
