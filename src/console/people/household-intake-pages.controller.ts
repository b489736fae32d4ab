import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { conflict } from '../../platform/errors';
import { FindDuplicates, mostMembers, OpenHousehold } from '../../people/households';
import { Leads, TriageLead } from '../../people/leads';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, typedValues, view, type View } from '../shell';
import { Choices } from './choices';
import { channels, NewHouseholdForm } from './household-forms';
import { memberChoices } from './member-choices';
import { memberRows, withoutEmptyMembers } from './member-rows';

const most = mostMembers;
const leadOnly = z.object({ lead: z.uuid().optional() });

/** Assisted intake (R25, R103): the worker types what the household says; a lead that was checked is closed by it. */
@ApiExcludeController()
@Controller('console/households/new')
export class HouseholdIntakePages {
  constructor(
    private readonly forms: Forms,
    private readonly opening: OpenHousehold,
    private readonly duplicates: FindDuplicates,
    private readonly leads: Leads,
    private readonly triaging: TriageLead,
    private readonly choices: Choices,
  ) {}

  @Get()
  @RequirePermission('households:write')
  async blank(@Query() query: unknown): Promise<View> {
    const lead = leadOnly.safeParse(query).data?.lead ?? null;
    return this.page(emptyForm({ lead: lead, 'members.0.relation': 'head', languages: ['zh'] }), 1);
  }

  /** Another member block without script: the same page with everything typed, and one block more. */
  @Post('members')
  @RequirePermission('households:write')
  async another(@Body() body: Record<string, unknown>): Promise<View> {
    const values = typedValues(body);
    const page = await this.page(emptyForm(values), Math.min(most, memberRows(values) + 1));
    // Nothing was done: the page is shown again, as after a refusal.
    return view(page.template, page.model, { ...page.options, status: 422 });
  }

  @Post()
  @RequirePermission('households:write')
  save(@Body() body: Record<string, unknown>) {
    return this.forms.submit(withoutEmptyMembers(body), NewHouseholdForm, {
      act: async ({ confirmed, lead, ...input }) => {
        const same = confirmed ? [] : (await this.duplicates.ofTyped(input.members)).items;
        if (same.length > 0) throw conflict('household-maybe-duplicate');
        if (lead) return (await this.triaging.execute(lead, { result: 'verified', household: input })).householdId;
        return (await this.opening.execute(input)).id;
      },
      done: (id) => redirect(`/console/households/${id}`, { flash: { key: 'households.new.saved' } }),
      again: (form) => this.page(form, Math.max(1, memberRows(form.values))),
    });
  }

  private async page(form: FormModel, rows: number): Promise<View> {
    const lead = leadOnly.safeParse(form.values).data?.lead;
    const typed = NewHouseholdForm.safeParse(schemaInput(form.values));
    const found = form.errors['']?.code === 'household-maybe-duplicate' && typed.success;
    const duplicates = found ? (await this.duplicates.ofTyped(typed.data.members)).items : [];
    const model = {
      form,
      duplicates,
      leadNumber: lead ? (await this.leads.get(lead)).number : null,
      members: [...Array(rows).keys()].map((place) => ({ prefix: `members.${place}`, number: place + 1 })),
      villages: await this.choices.villages(),
      channels: this.choices.of('households.channel.', channels),
      languages: this.choices.languages(),
      choices: memberChoices(this.choices),
    };
    return view('console/people/household-new', model, { title: 'households.new.title' });
  }
}
