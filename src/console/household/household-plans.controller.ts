import { Body, Controller, Get, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { conflict } from '../../platform/errors';
import type { Locale } from '../../platform/i18n';
import { menuChoices, type Plan, Plans, SignPlan, TakeChoices } from '../../referral/plans';
import { RequirePermission } from '../../trust/access';
import { CurrentLocale, Forms, type Redirect, redirect, type View, view } from '../shell';
import { AskForCall } from './ask-for-call.use-case';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { HouseholdMenu } from './household-menu';
import { ShutWhileBarred } from './shut-while-barred';

const planId = z.uuid();
const Word = z.strictObject({ needId: z.uuid(), offeringId: z.uuid(), choice: z.enum(menuChoices) });
const Nothing = z.strictObject({});

/** The menu of a plan, one card a screen (R34): want it, not now, explain it to me; at the end the whole plan. */
@ApiExcludeController()
@Controller('h/plans')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdPlansController {
  constructor(
    private readonly plans: Plans,
    private readonly menu: HouseholdMenu,
    private readonly choosing: TakeChoices,
    private readonly signing: SignPlan,
    private readonly calls: AskForCall,
    private readonly help: HouseholdHelp,
    private readonly forms: Forms,
  ) {}

  @Get(':id')
  async next(@Param('id', { schema: planId }) id: string, @CurrentLocale() locale: Locale): Promise<View> {
    const plan = await this.open(id);
    const card = await this.menu.next(plan, locale);
    if (!card) return this.wholePage(plan);
    return view('household/plan-card', { planId: id, ...card, help: (await this.help.own()).help });
  }

  @Post(':id')
  async say(
    @Param('id', { schema: planId }) id: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
  ): Promise<View | Redirect> {
    const plan = await this.open(id);
    return this.forms.submit(body, Word, {
      act: async (word) => {
        const { household } = await this.help.own();
        await this.choosing.execute(id, { by: household.displayName, mode: 'self', choices: [word] });
        if (word.choice === 'explain') await this.calls.execute('menu');
        return word.choice;
      },
      done: (choice) => redirect(`/h/plans/${id}`, { flash: { key: `household.plan.said.${choice}` } }),
      again: () => this.next(plan.id, locale),
    });
  }

  @Post(':id/agree')
  async agree(@Param('id', { schema: planId }) id: string, @Body() body: unknown): Promise<View | Redirect> {
    const plan = await this.open(id);
    return this.forms.submit(body, Nothing, {
      act: async () => {
        const { household } = await this.help.own();
        await this.signing.execute(id, { signedBy: household.displayName, mode: 'self' });
      },
      done: () => redirect('/h/home', { flash: { key: 'household.plan.agreed' } }),
      again: () => this.wholePage(plan),
    });
  }

  private async open(id: string): Promise<Plan> {
    const plan = await this.plans.get(id);
    if (plan.state !== 'offered') throw conflict('household-answered-before');
    return plan;
  }

  private async wholePage(plan: Plan): Promise<View> {
    const items = (await this.plans.items(plan.id)).filter(({ choice }) => choice !== 'not-now');
    const lines = items.map(({ goal, action, ownerName, dueOn }) => ({ goal, action, ownerName, dueOn }));
    return view('household/plan-whole', { planId: plan.id, lines, help: (await this.help.own()).help });
  }
}
