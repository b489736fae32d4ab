import { Injectable } from '@nestjs/common';
import { Cases } from '../../../people/cases';
import { type Household, Households } from '../../../people/households';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { supportedLocale, defaultLocale, type Locale } from '../../../platform/i18n';
import { Clock } from '../../../platform/time';
import { diffOf } from '../../../trust/audit';
import { Matching } from '../../matching';
import { candidateIn, DraftItems } from '../draft-items';
import type { CreatePlan } from '../dto/plan.dto';
import { EntitlementItems } from '../entitlement-items';
import type { PlanItem } from '../plan-item.entity';
import { PlanItemsStore } from '../plan-items.store';
import { PlanMoves } from '../plan-moves';
import type { Plan } from '../plan.entity';
import { PlansStore } from '../plans.store';

/** Begins a plan, or the next version of the live one (R19, R23, R55). */
@Injectable()
export class MakePlan {
  constructor(
    private readonly store: PlansStore,
    private readonly itemsStore: PlanItemsStore,
    private readonly households: Households,
    private readonly cases: Cases,
    private readonly matching: Matching,
    private readonly drafts: DraftItems,
    private readonly entitlementItems: EntitlementItems,
    private readonly moves: PlanMoves,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404 household or match; 409 `case-needed`, `plan-draft-open`; 422 `plan-change-reason-needed`,
   *   `match-of-other-household`, `offering-not-in-match`, `entitlement-not-open`, `need-of-other-household`
   */
  async execute(input: CreatePlan): Promise<Plan> {
    const household = await this.households.unrecorded(input.householdId);
    const { id: householdId } = household;
    const openCase = await this.cases.requireOpen(householdId);
    if (await this.store.open(householdId)) throw conflict('plan-draft-open');
    const live = await this.store.live(householdId);
    if (live && !input.changeReason) throw invalid([{ field: 'changeReason', code: 'plan-change-reason-needed' }]);
    const plan = await this.blank(household, openCase.id, live, input);
    const items = await this.itemsOf(plan, live, input, supportedLocale(household.locale) ?? defaultLocale);
    await this.store.insert(plan);
    await this.itemsStore.insert(items.map((item, position) => ({ ...item, position })));
    await this.moves.changed(plan, 'plan.created', { changes: diffOf(null, { ...plan, items }) });
    return plan;
  }

  private async blank(
    { id, districtCode, regionPath }: Household,
    caseId: string,
    live: Plan | null,
    input: CreatePlan,
  ): Promise<Plan> {
    const versions = live ? await this.store.ofHousehold(id) : [];
    const newest = Math.max(
      0,
      ...versions.filter(({ number }) => number === live?.number).map((one) => one.planVersion),
    );
    return {
      id: newId(),
      number: live?.number ?? (await this.numbers.nextNumber('PL')),
      ...{ householdId: id, caseId, districtCode, regionPath, planVersion: newest + 1, state: 'draft' },
      summary: input.summary ?? live?.summary ?? null,
      noFamilySelfReason: input.noFamilySelfReason ?? live?.noFamilySelfReason ?? null,
      noEducationReason: input.noEducationReason ?? live?.noEducationReason ?? null,
      changeReason: live ? (input.changeReason ?? null) : null,
      ...{ signedByName: null, signedMode: null, createdBy: this.transactions.actor.userId },
      ...{ createdAt: this.clock.now(), confirmedAt: null, version: 1 },
    };
  }

  /** Lines of the match, then benefits, then what was written; of the live version what the match does not replace. */
  private async itemsOf(plan: Plan, live: Plan | null, input: CreatePlan, locale: Locale): Promise<PlanItem[]> {
    const matched = input.matchId ? await this.fromMatch(plan, input.matchId, input.offerings, locale) : [];
    const replaced = new Set(matched.map(({ needId }) => needId));
    const old = live ? await this.itemsStore.ofPlan(live.id) : [];
    const kept = old.filter(({ needId, offeringId }) => !(offeringId && replaced.has(needId)));
    const benefits = await this.entitlementItems.make(plan.id, plan.householdId, input.entitlementIds, locale);
    const written: PlanItem[] = [];
    for (const [place, item] of input.items.entries()) {
      written.push(await this.drafts.fromInput(plan.id, plan.householdId, item, `items.${place}.`));
    }
    return [...matched, ...benefits, ...kept.map((item) => ({ ...item, id: newId(), planId: plan.id })), ...written];
  }

  private async fromMatch(
    plan: Plan,
    matchId: string,
    offerings: CreatePlan['offerings'],
    locale: Locale,
  ): Promise<PlanItem[]> {
    const run = await this.matching.get(matchId);
    if (run.householdId !== plan.householdId) throw invalid([{ field: 'matchId', code: 'match-of-other-household' }]);
    const items: PlanItem[] = [];
    for (const [place, { needId, offeringId }] of (offerings ?? run.result.plan.items).entries()) {
      const candidate = candidateIn(run.result, needId, offeringId);
      if (!candidate) throw invalid([{ field: `offerings.${place}.offeringId`, code: 'offering-not-in-match' }]);
      const need = await this.drafts.needOf(plan.householdId, needId, `offerings.${place}.`);
      items.push(this.drafts.fromCandidate(plan.id, need, candidate, matchId, locale));
    }
    return items;
  }
}
