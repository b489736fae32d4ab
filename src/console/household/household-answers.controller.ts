import { Body, Controller, Get, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { conflict } from '../../platform/errors';
import type { Locale } from '../../platform/i18n';
import { ConfirmReferral, DisputeReferral, type Referral, Referrals } from '../../referral/referrals';
import { RequirePermission } from '../../trust/access';
import { CurrentLocale, emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { RateHelp, ratings } from './rate-help.use-case';
import { ShutWhileBarred } from './shut-while-barred';
import { WaitingRoom } from './waiting';

const referralId = z.uuid();
const Rating = z.strictObject({ rating: z.enum(ratings) });
const Missing = z.strictObject({ text: z.string().max(1000).optional() });
const DISPUTABLE = ['accepted', 'scheduled', 'in-service', 'completed'];

/** Did the help come? Yes, and how was it, in words; or no: then somebody has to look into it (design 3). */
@ApiExcludeController()
@Controller('h/help')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdAnswersController {
  constructor(
    private readonly referrals: Referrals,
    private readonly confirming: ConfirmReferral,
    private readonly disputing: DisputeReferral,
    private readonly rating: RateHelp,
    private readonly waiting: WaitingRoom,
    private readonly help: HouseholdHelp,
    private readonly forms: Forms,
  ) {}

  /** Both answers are links: a page that only asks changes nothing. */
  @Get(':id')
  async ask(@Param('id', { schema: referralId }) id: string, @CurrentLocale() locale: Locale): Promise<View> {
    return view('household/help-ask', await this.model(await this.open(id, ['completed']), locale));
  }

  @Get(':id/came')
  async came(@Param('id', { schema: referralId }) id: string, @CurrentLocale() locale: Locale): Promise<View> {
    return view('household/help-came', await this.model(await this.open(id, ['completed']), locale));
  }

  @Post(':id/came')
  async confirm(
    @Param('id', { schema: referralId }) id: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
  ): Promise<View | Redirect> {
    const referral = await this.open(id, ['completed']);
    return this.forms.submit(body, Rating, {
      act: async ({ rating }) => {
        await this.confirming.execute(id, { mode: 'self' });
        await this.rating.execute(referral, rating);
      },
      done: () => redirect('/h/home', { flash: { key: 'household.help.thanks' } }),
      again: () => this.came(id, locale),
    });
  }

  @Get(':id/missing')
  async missing(@Param('id', { schema: referralId }) id: string, @CurrentLocale() locale: Locale): Promise<View> {
    return this.missingPage(await this.open(id, DISPUTABLE), locale, emptyForm());
  }

  @Post(':id/missing')
  async dispute(
    @Param('id', { schema: referralId }) id: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
  ): Promise<View | Redirect> {
    const referral = await this.open(id, DISPUTABLE);
    return this.forms.submit(body, Missing, {
      act: ({ text }) => this.disputing.execute(id, text ?? '—'),
      done: () => redirect('/h/home', { flash: { key: 'household.help.looking-into' } }),
      again: (form) => this.missingPage(referral, locale, form),
    });
  }

  private async open(id: string, states: readonly string[]): Promise<Referral> {
    const referral = await this.referrals.get(id);
    if (!states.includes(referral.state)) throw conflict('household-answered-before');
    return referral;
  }

  private async missingPage(referral: Referral, locale: Locale, form: FormModel): Promise<View> {
    return view('household/help-missing', { ...(await this.model(referral, locale)), form });
  }

  private async model(referral: Referral, locale: Locale): Promise<object> {
    const { help } = await this.help.own();
    return { id: referral.id, service: this.waiting.service(referral, locale), help };
  }
}
