import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Cases } from '../../people/cases';
import { Households } from '../../people/households';
import { Units } from '../../reference/regions';
import { PlanQuery, Plans, PlanViews, planStates } from '../../referral/plans';
import { RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import { emptyForm, redirect, type Redirect, schemaInput, type View, view } from '../shell';
import { PlanPage } from './plan-page';
import { PlansView } from './plans-view';

const uuid = z.uuid();

/** Plans to read: the list, one plan, and the sheet that the household keeps (R19, R55, ux pattern 23). */
@ApiExcludeController()
@Controller('console')
export class PlansPages {
  constructor(
    private readonly plans: Plans,
    private readonly planViews: PlanViews,
    private readonly households: Households,
    private readonly cases: Cases,
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly planPage: PlanPage,
    private readonly words: PlansView,
    private readonly audit: Audit,
  ) {}

  @Get('plans')
  @RequirePermission('plans:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = PlanQuery.safeParse(schemaInput(typed));
    const page = await this.plans.list(parsed.success ? parsed.data : PlanQuery.parse({}));
    const names = await this.households.namesOf(page.items.map(({ householdId }) => householdId));
    const { after: _, ...filters } = typed;
    const model = {
      ...{ form: emptyForm(typed), filters, next: page.next, states: this.words.choices('plans.state.', planStates) },
      householdId: typed.householdId ?? null,
      plans: page.items.map(({ id, number, householdId, planVersion, state, createdAt }) => ({
        ...{ id, number, planVersion, createdAt, household: names.get(householdId) ?? null },
        state: this.words.say(`plans.state.${state}`),
      })),
    };
    return view('console/referral/plans/list', model);
  }

  /** The plan that counts now, else the way to one. */
  @Get('households/:id/plan')
  @RequirePermission('plans:read')
  async ofHousehold(@Param('id', { schema: uuid }) householdId: string): Promise<Redirect> {
    const plan = (await this.plans.openVersion(householdId)) ?? (await this.plans.live(householdId));
    return redirect(plan ? `/console/plans/${plan.id}` : `/console/households/${householdId}/matches`);
  }

  @Get('plans/:id')
  @RequirePermission('plans:read')
  async one(@Param('id', { schema: uuid }) id: string): Promise<View> {
    const { householdId } = await this.plans.get(id);
    await this.audit.read({ action: 'plan.read', subjectType: 'plan', subjectId: id, householdId });
    return this.planPage.show(id, emptyForm());
  }

  /** A4, large type, signature lines; printing is on the record. */
  @Get('plans/:id/print')
  @RequirePermission('households:print')
  async print(@Param('id', { schema: uuid }) id: string): Promise<View> {
    const plan = await this.plans.get(id);
    const { householdId, caseId } = plan;
    const household = await this.households.open(householdId);
    await this.audit.read({ action: 'plan.printed', subjectType: 'plan', subjectId: id, householdId });
    const items = await this.plans.items(id);
    const { unitId, leadWorkerId } = await this.cases.get(caseId);
    const unit = (await this.units.ofDistrict(plan.districtCode)).find((one) => one.id === unitId);
    const names = await this.accounts.names([leadWorkerId]);
    const shown = await this.planViews.readable(plan, items);
    const model = {
      plan: this.words.plan(shown.plan, shown.items, []),
      household: { name: household.displayName, number: household.number },
      worker: names.get(leadWorkerId) ?? null,
      unit: unit ? `${unit.name} ${unit.phone ?? ''}`.trim() : '',
    };
    return view('print/plan', model, { title: 'plans.print.title', layout: 'print/layout' });
  }
}
