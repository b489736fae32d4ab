import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { ChooseFromMenu, chooserModes, menuChoices, PlanMenu, Plans, TakeChoices } from '../../referral/plans';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, type Redirect, type View, view } from '../shell';
import { PlansView } from './plans-view';

const uuid = z.uuid();
/** One radio group a card; a card without a word is left out. */
const MenuForm = ChooseFromMenu.omit({ choices: true }).extend({
  choices: z
    .array(
      z.strictObject({ needId: z.uuid(), offeringId: z.uuid(), choice: z.enum(menuChoices).optional() }).optional(),
    )
    .default([]),
});

/** The menu of a plan, gone through with the household (R34, R53). */
@ApiExcludeController()
@Controller('console/plans/:id/menu')
@RequirePermission('plans:write')
export class PlansMenuPages {
  constructor(
    private readonly plans: Plans,
    private readonly planMenu: PlanMenu,
    private readonly choosing: TakeChoices,
    private readonly households: Households,
    private readonly words: PlansView,
    private readonly forms: Forms,
  ) {}

  @Get()
  async menu(@Param('id', { schema: uuid }) id: string): Promise<View> {
    const { householdId } = await this.plans.get(id);
    return this.page(id, emptyForm({ by: await this.households.nameOf(householdId), mode: 'assisted' }));
  }

  @Post()
  choose(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, MenuForm, {
      act: ({ by, mode, choices }) => {
        const said = choices.flatMap((word) => (word?.choice ? [{ ...word, choice: word.choice }] : []));
        return said.length > 0 ? this.choosing.execute(id, { by, mode, choices: said }) : this.plans.get(id);
      },
      done: () => redirect(`/console/plans/${id}`, { flash: { key: 'plans.show.chosen' } }),
      again: (form) => this.page(id, form),
    });
  }

  private async page(id: string, form: FormModel): Promise<View> {
    const plan = await this.plans.open(id);
    const { needs } = await this.planMenu.of(plan);
    const model = {
      ...{ id, form, needs: this.words.menu(needs), modes: this.words.choices('plans.mode.', chooserModes) },
      answers: this.words.choices('plans.choice.', menuChoices),
    };
    return view('console/referral/plans/menu', model, {
      breadcrumbs: [{ href: `/console/plans/${id}`, text: plan.number }],
    });
  }
}
