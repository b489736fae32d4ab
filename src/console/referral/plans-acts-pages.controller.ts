import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import {
  ClosePlan,
  ConfirmPlan,
  MakePlan,
  OfferPlan,
  Plans,
  PlanViews,
  SignPlan,
  signedModes,
} from '../../referral/plans';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, type Redirect, type View, view } from '../shell';
import { PlanPage } from './plan-page';
import { PlansView } from './plans-view';

const uuid = z.uuid();
const Nothing = z.strictObject({});
const VersionForm = z.strictObject({ changeReason: z.string().max(300) });
/** What happens to a plan together with the household: hand-out, signature, end (R19, R53). */
@ApiExcludeController()
@Controller('console/plans/:id')
@RequirePermission('plans:write')
export class PlansActsPages {
  constructor(
    private readonly plans: Plans,
    private readonly planViews: PlanViews,
    private readonly planPage: PlanPage,
    private readonly offering: OfferPlan,
    private readonly signing: SignPlan,
    private readonly making: MakePlan,
    private readonly households: Households,
    private readonly words: PlansView,
    private readonly forms: Forms,
  ) {}

  @Post('offer')
  offer(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, Nothing, {
      act: () => this.offering.execute(id),
      done: () => this.back(id, 'plans.show.offered'),
      again: (form) => this.planPage.show(id, form),
    });
  }

  @Post('revise')
  revise(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, Nothing, {
      act: () => this.offering.revise(id),
      done: () => this.back(id, 'plans.show.revised'),
      again: (form) => this.planPage.show(id, form),
    });
  }

  @Get('confirm')
  async confirm(@Param('id', { schema: uuid }) id: string): Promise<View> {
    const { householdId } = await this.plans.get(id);
    return this.confirmPage(id, emptyForm({ signedBy: await this.households.nameOf(householdId) }));
  }

  @Post('confirm')
  sign(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, ConfirmPlan, {
      act: (input) => this.signing.execute(id, input),
      done: () => this.back(id, 'plans.show.confirmed'),
      again: (form) => this.confirmPage(id, form),
    });
  }

  @Post('close')
  close(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, ClosePlan, {
      act: ({ reason }) => this.signing.close(id, reason),
      done: () => this.back(id, 'plans.show.closed'),
      again: (form) => this.planPage.show(id, form),
    });
  }

  @Get('new-version')
  newVersion(@Param('id', { schema: uuid }) id: string): Promise<View> {
    return this.versionPage(id, emptyForm());
  }

  @Post('new-version')
  async begin(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    const { householdId } = await this.plans.get(id);
    return this.forms.submit(body, VersionForm, {
      act: ({ changeReason }) => this.making.execute({ householdId, changeReason, entitlementIds: [], items: [] }),
      done: (plan) => this.back(plan.id, 'plans.show.made'),
      again: (form) => this.versionPage(id, form),
    });
  }

  private back(id: string, key: string): Redirect {
    return redirect(`/console/plans/${id}`, { flash: { key } });
  }

  private async confirmPage(id: string, form: FormModel): Promise<View> {
    const plan = await this.plans.open(id);
    const items = await this.plans.items(id);
    const shown = await this.planViews.readable(plan, items);
    const model = {
      ...{ form, modes: this.words.choices('plans.mode.', signedModes) },
      plan: this.words.plan(shown.plan, shown.items, await this.plans.missing(plan, items)),
    };
    return view('console/referral/plans/confirm', model, {
      breadcrumbs: [{ href: `/console/plans/${id}`, text: plan.number }],
    });
  }

  private async versionPage(id: string, form: FormModel): Promise<View> {
    const { number } = await this.plans.open(id);
    return view(
      'console/referral/plans/version',
      { id, form },
      { breadcrumbs: [{ href: `/console/plans/${id}`, text: number }] },
    );
  }
}
