import { Body, Controller, Get, Param, Post, Query, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { CheckQuery, Checks, type CheckView, ContestAnswer, ContestAnswerInput } from '../../people/checks';
import { Households } from '../../people/households';
import { notFound } from '../../platform/errors';
import { RequirePermission } from '../../trust/access';
import { CurrentLocale, emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import type { Locale } from '../../platform/i18n';
import { HouseholdCheckCards } from './household-check-cards';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { ShutWhileBarred } from './shut-while-barred';

const id = z.uuid();
const department = z.string().max(40);
const Filter = z.object({ after: z.string().max(400).optional().catch(undefined) });
const PAGE = 10;

/** What each department has said of the household, in plain words, and a way to say that it is wrong (R65, R81, R93). */
@ApiExcludeController()
@Controller('h/verifications')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdChecksController {
  constructor(
    private readonly checks: Checks,
    private readonly contesting: ContestAnswer,
    private readonly cards: HouseholdCheckCards,
    private readonly households: Households,
    private readonly help: HouseholdHelp,
    private readonly forms: Forms,
  ) {}

  @Get()
  async list(@Query() query: unknown, @CurrentLocale() locale: Locale): Promise<View> {
    const { household, help } = await this.help.own();
    const { items, next } = await this.checks.ofHousehold(
      household.id,
      CheckQuery.parse({ ...Filter.parse(query), limit: PAGE }),
    );
    const model = {
      checks: items.map((one) => this.cards.line(one, household.districtCode, locale)),
      next: next && `/h/verifications?${new URLSearchParams({ after: next }).toString()}`,
      help,
    };
    return view('household/checks', model, { title: 'household-checks.title' });
  }

  @Get(':id')
  async one(@Param('id', { schema: id }) requestId: string, @CurrentLocale() locale: Locale): Promise<View> {
    const { check, cards, help } = await this.opened(requestId, locale);
    const model = {
      ...{ id: requestId, requestedAt: check.requestedAt, finished: check.finishedAt !== null, cards, help },
      simulated: check.calls.some(({ simulated }) => simulated === true),
    };
    return view('household/check', model, { title: 'household-checks.title' });
  }

  @Get(':id/contest/:department')
  ask(
    @Param('id', { schema: id }) requestId: string,
    @Param('department', { schema: department }) code: string,
    @CurrentLocale() locale: Locale,
  ): Promise<View> {
    return this.contestPage(requestId, code, locale, emptyForm({}));
  }

  @Post(':id/contest/:department')
  contest(
    @Param('id', { schema: id }) requestId: string,
    @Param('department', { schema: department }) code: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, ContestAnswerInput, {
      act: (input) => this.contesting.execute(requestId, input),
      done: () => redirect(`/h/verifications/${requestId}`, { flash: { key: 'household-checks.contested' } }),
      again: (form) => this.contestPage(requestId, code, locale, form),
    });
  }

  private async contestPage(requestId: string, code: string, locale: Locale, form: FormModel): Promise<View> {
    const { cards, help } = await this.opened(requestId, locale);
    const card = cards.find((one) => one.code === code);
    if (!card) throw notFound();
    const model = { id: requestId, code, form, name: card.name, items: card.contestable, help };
    return view('household/check-contest', model, { title: 'household-checks.contest.title' });
  }

  private async opened(requestId: string, locale: Locale) {
    const { household, help } = await this.help.own();
    const check: CheckView = await this.checks.openOwn(requestId);
    const names = await this.households.memberNames(household.id);
    return { check, help, cards: this.cards.of(check, { districtCode: household.districtCode, names, locale }) };
  }
}
