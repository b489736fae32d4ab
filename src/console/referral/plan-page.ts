import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { Transactions } from '../../platform/database';
import { type Plan, Plans, PlanViews } from '../../referral/plans';
import { WaitingLists } from '../../referral/waiting-list';
import { allows } from '../../trust/access';
import { type FormModel, type View, view } from '../shell';
import { PlansView } from './plans-view';
import { PolicyFirstLines } from './policy-first';

/** One plan with its lines, its versions and what policy would give besides; also when an act on it was refused. */
@Injectable()
export class PlanPage {
  constructor(
    private readonly plans: Plans,
    private readonly planViews: PlanViews,
    private readonly households: Households,
    private readonly policyFirst: PolicyFirstLines,
    private readonly waiting: WaitingLists,
    private readonly words: PlansView,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 `plan-not-found` */
  async show(id: string, form: FormModel): Promise<View> {
    const plan = await this.plans.open(id);
    const items = await this.plans.items(id);
    const { householdId } = plan;
    const { roles } = this.transactions.actor;
    const shown = await this.planViews.readable(plan, items);
    const model = {
      plan: this.words.plan(shown.plan, shown.items, await this.plans.missing(plan, items)),
      ...{ form, householdId, policyFirst: await this.policyFirst.of(householdId) },
      waits: await this.waiting.linesOf(householdId),
      mayWrite: allows(roles, 'plans:write'),
      mayRefer: allows(roles, 'referrals:write'),
      versions: (await this.versions(plan)).map((one) => ({ ...one, current: one.id === id })),
    };
    return view('console/referral/plans/show', model, {
      breadcrumbs: [{ href: `/console/households/${householdId}`, text: await this.households.nameOf(householdId) }],
    });
  }

  private async versions(plan: Plan): Promise<Array<{ id: string; planVersion: number; state: string }>> {
    const all = await this.plans.ofHousehold(plan.householdId);
    return all
      .filter(({ number }) => number === plan.number)
      .map(({ id, planVersion, state }) => ({ id, planVersion, state: this.words.say(`plans.state.${state}`) }));
  }
}
