import { Injectable } from '@nestjs/common';
import { Households } from '../../../people/households';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { defaultLocale, supportedLocale } from '../../../platform/i18n';
import { Clock } from '../../../platform/time';
import type { Candidate } from '../../matching';
import { DraftItems } from '../draft-items';
import type { ChooseFromMenu } from '../dto/plan.dto';
import type { PlanItem } from '../plan-item.entity';
import { PlanItemsStore } from '../plan-items.store';
import { cardKey, PlanMenu } from '../plan-menu';
import { PlanMoves } from '../plan-moves';
import type { Plan } from '../plan.entity';
import { PlansStore } from '../plans.store';

type Choice = ChooseFromMenu['choices'][number];

/**
 * Takes down what the household says to its menu (R34, R35): wanted, not now, or explain it to me. A wanted card takes
 * the place of what the plan held for that need. Saying "not now" lowers no statutory right.
 */
@Injectable()
export class TakeChoices {
  constructor(
    private readonly store: PlansStore,
    private readonly items: PlanItemsStore,
    private readonly menu: PlanMenu,
    private readonly drafts: DraftItems,
    private readonly households: Households,
    private readonly moves: PlanMoves,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `plan-not-open`; 422 `choice-not-on-menu`, `choice-twice` */
  async execute(id: string, { by, mode, choices }: ChooseFromMenu): Promise<Plan> {
    const plan = await this.store.get(id);
    if (plan.state !== 'draft' && plan.state !== 'offered') throw conflict('plan-not-open');
    const { candidates } = await this.menu.of(plan);
    refuseTwiceWanted(choices);
    const chosenAt = this.clock.now();
    const recordedBy = this.transactions.actor.userId;
    for (const [place, choice] of choices.entries()) {
      const candidate = candidates.get(cardKey(choice.needId, choice.offeringId));
      if (!candidate) throw invalid([{ field: `choices.${place}.offeringId`, code: 'choice-not-on-menu' }]);
      await this.apply(plan, choice, candidate, { choice: choice.choice, chosenBy: by, chosenAt });
    }
    const words = choices.map((choice) => ({
      ...{ id: newId(), planId: id, ...choice },
      ...{ chosenByName: by, chosenMode: mode, recordedBy, chosenAt },
    }));
    await this.items.choose(words);
    const next = await this.store.update(plan, {});
    await this.moves.changed(next, 'plan.chosen', {
      changes: [
        {
          field: 'choices',
          before: null,
          after: words.map(({ needId, offeringId, choice }) => ({ needId, offeringId, choice })),
        },
      ],
    });
    return next;
  }

  private async apply(
    plan: Plan,
    { needId, offeringId, choice }: Choice,
    candidate: Candidate,
    said: Pick<PlanItem, 'choice' | 'chosenBy' | 'chosenAt'>,
  ): Promise<void> {
    const lines = await this.items.ofPlan(plan.id);
    const held = lines.find((item) => item.needId === needId && item.offeringId !== null);
    if (held?.offeringId === offeringId) return this.items.update(held.id, said);
    if (choice !== 'wanted') return;
    const { locale } = await this.households.unrecorded(plan.householdId);
    const need = await this.drafts.needOf(plan.householdId, needId);
    const made = this.drafts.fromCandidate(plan.id, need, candidate, null, supportedLocale(locale) ?? defaultLocale);
    if (held) {
      const { side, action, ownerName, reasons } = made;
      return this.items.update(held.id, { side, action, ownerName, reasons, offeringId, ...said });
    }
    const position = Math.max(-1, ...lines.map((line) => line.position)) + 1;
    return this.items.insert([{ ...made, ...said, position }]);
  }
}

/** One need has one answer in a plan: two wanted cards would silently drop the first. */
function refuseTwiceWanted(choices: readonly Choice[]): void {
  const wanted = choices.flatMap(({ needId, choice }) => (choice === 'wanted' ? [needId] : []));
  const twice = choices.findLastIndex(
    ({ needId, choice }) => choice === 'wanted' && wanted.indexOf(needId) !== wanted.lastIndexOf(needId),
  );
  if (twice >= 0) throw invalid([{ field: `choices.${twice}.choice`, code: 'choice-twice' }]);
}
