import { Body, Controller, Get, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { CheckCommitment, Commitments, ContestCommitment } from '../../people/commitments';
import type { Locale } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { CurrentLocale, emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { HouseholdWords } from './household-words';
import { ShutWhileBarred } from './shut-while-barred';

const id = z.uuid();

/** What was found of a word that the household gave in place of papers, and its objection, once (R89). */
@ApiExcludeController()
@Controller('h/commitments')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdCommitmentsController {
  constructor(
    private readonly commitments: Commitments,
    private readonly checking: CheckCommitment,
    private readonly words: HouseholdWords,
    private readonly help: HouseholdHelp,
    private readonly forms: Forms,
  ) {}

  @Get(':id')
  one(@Param('id', { schema: id }) commitmentId: string, @CurrentLocale() locale: Locale): Promise<View> {
    return this.page(commitmentId, locale, emptyForm());
  }

  @Post(':id')
  contest(
    @Param('id', { schema: id }) commitmentId: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, ContestCommitment, {
      act: async (input) => {
        const { version } = await this.commitments.get(commitmentId);
        return this.checking.contest(commitmentId, version, input);
      },
      done: () => redirect(`/h/commitments/${commitmentId}`, { flash: { key: 'household-words.contested' } }),
      again: (form) => this.page(commitmentId, locale, form),
    });
  }

  private async page(commitmentId: string, locale: Locale, form: FormModel): Promise<View> {
    const { help } = await this.help.own();
    const word = await this.words.of(commitmentId, locale);
    return view('household/commitment', { word, form, help }, { title: 'household-words.title' });
  }
}
