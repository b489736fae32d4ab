import { Body, Controller, Get, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Consents, WithdrawConsent } from '../../people/consents';
import { type Locale, Texts } from '../../platform/i18n';
import { SharedData } from '../../referral/referrals';
import { RequirePermission } from '../../trust/access';
import { GroundWords, receiverText } from '../people';
import { CurrentLocale, emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { ShutWhileBarred } from './shut-while-barred';

const id = z.uuid();

/** What the household allows now, with a way to take it back, and who got what already (A11; PIPL 15, 45). */
@ApiExcludeController()
@Controller('h')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdSharedController {
  constructor(
    private readonly consents: Consents,
    private readonly withdrawal: WithdrawConsent,
    private readonly shared: SharedData,
    private readonly help: HouseholdHelp,
    private readonly grounds: GroundWords,
    private readonly forms: Forms,
    private readonly texts: Texts,
  ) {}

  @Get('shared')
  list(@CurrentLocale() locale: Locale): Promise<View> {
    return this.page(locale, emptyForm({}));
  }

  @Post('consents/:id/withdraw')
  async withdraw(
    @Param('id', { schema: id }) consentId: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, z.strictObject({}), {
      act: () => this.withdrawal.execute(consentId),
      done: () => redirect('/h/shared', { flash: { key: 'sittings.withdrawn' } }),
      again: (form) => this.page(locale, form),
    });
  }

  private async page(locale: Locale, form: FormModel): Promise<View> {
    const { household, help } = await this.help.own();
    const say = (key: string) => this.texts.t(locale, key);
    const inForce = (await this.consents.inForce(household.id)).map((consent) => ({
      ...{ id: consent.id, sittingId: consent.sittingId, validUntil: consent.validUntil },
      text: `${say(`consents.scope.${consent.scope}`)} · ${receiverText(consent, say)}`,
    }));
    const got = (await this.shared.of(household.id)).map(
      ({ referral, providerName, basis, times, lastAt, fields }) => ({
        ...{ providerName, sentAt: referral.sentAt, lastAt, times, endedAt: referral.sharingEndedAt },
        ground:
          this.grounds.text(basis, locale) ?? (referral.legalGround && say(`referrals.ground.${referral.legalGround}`)),
        fields: fields.map((field) => say(`sittings.field.${field}`)).join(say('sittings.list')),
      }),
    );
    return view('household/disclosures', { form, help, inForce, got }, { title: 'sittings.shared.title' });
  }
}
