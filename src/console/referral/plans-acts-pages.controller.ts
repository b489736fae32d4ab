import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import {
  ChooseFromMenu,
  chooserModes,
  ClosePlan,
  ConfirmPlan,
  MakePlan,
  menuChoices,
  OfferPlan,
  PlanMenu,
  Plans,
  SignPlan,
  signedModes,
  TakeChoices,
} from '../../referral/plans';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, type Redirect, type View, view } from '../shell';
import { PlansView } from './plans-view';

const uuid = z.uuid();
const Nothing = z.strictObject({});
const VersionForm = z.strictObject({ changeReason: z.string().max(300) });
/** One radio group a card; a card without a word is left out. */
const MenuForm = ChooseFromMenu.omit({ choices: true }).extend({
  choices: z
    .array(
      z.strictObject({ needId: z.uuid(), offeringId: z.uuid(), choice: z.enum(menuChoices).optional() }).optional(),
    )
    .default([]),
});

/** What happens to a plan together with the household: menu, hand-out, signature, end (R19, R34, R53). */
@ApiExcludeController()
@Controller('console/plans/:id')
@RequirePermission('plans:write')
export class PlansActsPages {
  constructor(
    private readonly plans: Plans,
    private readonly planMenu: PlanMenu,
    private readonly choosing: TakeChoices,
    private readonly offering: OfferPlan,
    private readonly signing: SignPlan,
    private readonly making: MakePlan,
    private readonly households: Households,
    private readonly words: PlansView,
    private readonly forms: Forms,
  ) {}

  @Get('menu')
  async menu(@Param('id', { schema: uuid }) id: string): Promise<View> {
    const { householdId } = await this.plans.get(id);
    return this.menuPage(id, emptyForm({ by: await this.households.nameOf(householdId), mode: 'assisted' }));
  }

  @Post('menu')
  choose(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, MenuForm, {
      act: ({ by, mode, choices }) => {
        const said = choices.flatMap((word) => (word?.choice ? [{ ...word, choice: word.choice }] : []));
        return said.length > 0 ? this.choosing.execute(id, { by, mode, choices: said }) : this.plans.get(id);
      },
      done: () => this.back(id, 'plans.show.chosen'),
      again: (form) => this.menuPage(id, form),
    });
  }

  @Post('offer')
  offer(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, Nothing, {
      act: () => this.offering.execute(id),
      done: () => this.back(id, 'plans.show.offered'),
      again: (form) => this.showPage(id, form),
    });
  }

  @Post('revise')
  revise(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, Nothing, {
      act: () => this.offering.revise(id),
      done: () => this.back(id, 'plans.show.revised'),
      again: (form) => this.showPage(id, form),
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
      again: (form) => this.showPage(id, form),
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

  private async menuPage(id: string, form: FormModel): Promise<View> {
    const plan = await this.plans.get(id);
    const { needs } = await this.planMenu.of(plan);
    const model = {
      ...{ id, form, needs: this.words.menu(needs), modes: this.words.choices('plans.mode.', chooserModes) },
      answers: this.words.choices('plans.choice.', menuChoices),
    };
    return view('console/referral/plans/menu', model, {
      breadcrumbs: [{ href: `/console/plans/${id}`, text: plan.number }],
    });
  }

  private async confirmPage(id: string, form: FormModel): Promise<View> {
    const plan = await this.plans.get(id);
    const items = await this.plans.items(id);
    const model = {
      ...{ form, modes: this.words.choices('plans.mode.', signedModes) },
      plan: this.words.plan(plan, items, await this.plans.missing(plan, items)),
    };
    return view('console/referral/plans/confirm', model, {
      breadcrumbs: [{ href: `/console/plans/${id}`, text: plan.number }],
    });
  }

  private async versionPage(id: string, form: FormModel): Promise<View> {
    const { number } = await this.plans.get(id);
    return view(
      'console/referral/plans/version',
      { id, form },
      { breadcrumbs: [{ href: `/console/plans/${id}`, text: number }] },
    );
  }

  /** The plan again with what was refused. */
  private async showPage(id: string, form: FormModel): Promise<View> {
    const plan = await this.plans.get(id);
    const items = await this.plans.items(id);
    const model = {
      ...{ form, mayWrite: true, mayRefer: true, versions: [] },
      plan: this.words.plan(plan, items, await this.plans.missing(plan, items)),
    };
    return view('console/referral/plans/show', model, {
      breadcrumbs: [{ href: `/console/plans/${id}`, text: plan.number }],
    });
  }
}
