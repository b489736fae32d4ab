import { Body, Controller, Get, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { AnswerConsentSheet, type Consent, Consents } from '../../people/consents';
import { conflict } from '../../platform/errors';
import { type Locale, Texts } from '../../platform/i18n';
import { Policies } from '../../reference/policies';
import { RequirePermission } from '../../trust/access';
import { receiverText } from '../people';
import {
  CurrentLocale,
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  type Redirect,
  redirect,
  type View,
  view,
} from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { ShutWhileBarred } from './shut-while-barred';

const sheetId = z.uuid();
const Answer = z.strictObject({ answer: z.enum(['agree', 'refuse']), told: oneOrMany(z.string().max(40)) });

const own = { mode: 'self', guardianInformed: false } as const;

/** A consent sheet on the household's own page (R98): what may be told, to whom, until when; no is as easy as yes. */
@ApiExcludeController()
@Controller('h/consents')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdConsentsController {
  constructor(
    private readonly consents: Consents,
    private readonly answers: AnswerConsentSheet,
    private readonly policies: Policies,
    private readonly texts: Texts,
    private readonly help: HouseholdHelp,
    private readonly forms: Forms,
  ) {}

  @Get(':id')
  async sheet(@Param('id', { schema: sheetId }) id: string, @CurrentLocale() locale: Locale): Promise<View> {
    const consent = await this.open(id);
    return this.page(consent, locale, emptyForm({ told: consent.items }));
  }

  @Post(':id')
  async answer(
    @Param('id', { schema: sheetId }) id: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
  ): Promise<View | Redirect> {
    const consent = await this.open(id);
    return this.forms.submit(body, Answer, {
      act: async ({ answer, told }) => {
        const struckItems = consent.items.filter((item) => !told.includes(item));
        if (answer === 'agree') await this.answers.give(id, { ...own, struckItems });
        else await this.answers.refuse(id, { ...own, struckItems: [] });
        return answer;
      },
      done: (answer) => redirect('/h/home', { flash: { key: `household.consent.${answer}d` } }),
      again: (form) => this.page(consent, locale, form),
    });
  }

  private async open(id: string): Promise<Consent> {
    const consent = await this.consents.get(id);
    if (consent.state !== 'asked') throw conflict('household-answered-before');
    return consent;
  }

  private async page(consent: Consent, locale: Locale, form: FormModel): Promise<View> {
    const { consentItems } = this.policies.current(consent.districtCode).rules;
    const nameOf = (code: string) => {
      const item = consentItems.find((one) => one.code === code);
      return (locale === 'en' ? item?.en : item?.zh) ?? code;
    };
    const items = consent.items.map((code) => ({ value: code, text: nameOf(code) }));
    const { id, validUntil } = consent;
    const receiver = receiverText(consent, (key) => this.texts.t(locale, key));
    const { help } = await this.help.own();
    return view('household/consent', { id, receiver, validUntil, items, form, help });
  }
}
