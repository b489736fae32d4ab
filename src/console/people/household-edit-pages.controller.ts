import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { ChangeHousehold, Households, type HouseholdView, HouseholdViews } from '../../people/households';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';
import { Choices } from './choices';
import { channels, EditHouseholdForm, emptiedIn } from './household-forms';

const id = z.uuid();

/** Corrections of a file; two tabs notice each other (412). */
@ApiExcludeController()
@Controller('console/households/:id')
export class HouseholdEditPages {
  constructor(
    private readonly forms: Forms,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly changing: ChangeHousehold,
    private readonly choices: Choices,
  ) {}

  @Get('edit')
  @RequirePermission('households:write')
  async edit(@Param('id', { schema: id }) householdId: string): Promise<View> {
    const household = await this.file(householdId);
    const { regionCode, languages, contactChannel, email, locale, specialHandling, contactReleased } = household;
    return this.editPage(
      household,
      emptyForm({
        regionCode,
        languages,
        contactChannel,
        email,
        emailShown: contactReleased ? 'true' : '',
        locale,
        specialHandling: specialHandling ? 'true' : '',
      }),
    );
  }

  @Post('edit')
  @RequirePermission('households:write')
  saveEdit(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, EditHouseholdForm, {
      act: ({ emailShown, ...input }, { version }) => {
        const emptied = emailShown && emptiedIn(body, 'email');
        return this.changing.execute(householdId, { ...input, ...(emptied && { email: null }) }, version ?? 0);
      },
      done: () => redirect(`/console/households/${householdId}`, { flash: { key: 'households.file.saved' } }),
      again: async (form) => this.editPage(await this.file(householdId), form),
    });
  }

  private async file(householdId: string): Promise<HouseholdView> {
    return this.views.file(await this.households.open(householdId));
  }

  private async editPage(household: HouseholdView, form: FormModel): Promise<View> {
    const villages = await this.choices.villages();
    const model = {
      household,
      form,
      villages,
      channels: this.choices.of('households.channel.', channels),
      languages: this.choices.languages(household.languages),
    };
    return view('console/people/household-edit', model, { title: 'households.edit.title' });
  }
}
