import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { invalid } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Households } from '../../people/households';
import {
  CreateLead,
  leadChannels,
  LeadQuery,
  Leads,
  leadStates,
  leadUrgencies,
  ReceiveLead,
  TriageInput,
  TriageLead,
  triageResults,
} from '../../people/leads';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { Choices } from './choices';

const id = z.uuid();
/** People name a file by its number. */
const TriageForm = TriageInput.omit({ householdId: true, household: true }).extend({
  householdNumber: z.string().max(20).optional(),
});
const urgencyColours: Record<string, string> = { emergency: 'red', soon: 'yellow', normal: 'grey' };

/** Leads: report, list, look after (R54). */
@ApiExcludeController()
@Controller('console/leads')
export class LeadPages {
  constructor(
    private readonly forms: Forms,
    private readonly leads: Leads,
    private readonly receiving: ReceiveLead,
    private readonly triaging: TriageLead,
    private readonly households: Households,
    private readonly choices: Choices,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('leads:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = LeadQuery.safeParse(schemaInput(typed));
    const page = await this.leads.list(parsed.success ? parsed.data : LeadQuery.parse({ open: 'true' }));
    const now = this.clock.now().toISOString();
    const leads = (await this.leads.lines(page.items)).map((lead) => ({
      ...lead,
      colour: urgencyColours[lead.urgency] ?? 'grey',
      late: lead.dueAt !== null && lead.dueAt < now,
    }));
    const { after: _, ...filters } = typed;
    const model = {
      ...{ leads, next: page.next, filters, form: emptyForm(typed) },
      states: this.choices.of('leads.state.', leadStates),
      urgencies: this.choices.of('leads.urgency.', leadUrgencies),
    };
    return view('console/people/lead-list', model, { title: 'leads.list.title' });
  }

  @Get('new')
  @RequirePermission('leads:create')
  blank(): Promise<View> {
    return this.newPage(emptyForm({ urgency: 'normal' }));
  }

  @Post('new')
  @RequirePermission('leads:create')
  report(@Body() body: unknown) {
    return this.forms.submit(body, CreateLead, {
      act: (input) => this.receiving.execute(input),
      done: ({ id: leadId, number }) =>
        redirect(`/console/leads/${leadId}`, { flash: { key: 'leads.new.saved', params: { number } } }),
      again: (form) => this.newPage(form),
    });
  }

  @Get(':id')
  @RequirePermission('leads:create')
  one(@Param('id', { schema: id }) leadId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(leadId, emptyForm(), actor);
  }

  @Post(':id/triage')
  @RequirePermission('leads:triage')
  triage(@Param('id', { schema: id }) leadId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, TriageForm, {
      act: async ({ householdNumber, ...input }) => {
        const needed = input.result === 'verified' || input.result === 'duplicate';
        if (needed && !householdNumber) throw invalid([{ field: 'householdNumber', code: 'lead-household-needed' }]);
        const householdId = householdNumber && (await this.householdOf(householdNumber));
        return this.triaging.execute(leadId, { ...input, ...(householdId && { householdId }) });
      },
      done: ({ state, householdId }) => {
        const address = state === 'verified' ? `/console/households/${householdId}` : `/console/leads/${leadId}`;
        return redirect(address, { flash: { key: 'leads.one.saved' } });
      },
      again: (form) => this.page(leadId, form, actor),
    });
  }

  private async householdOf(number: string): Promise<string> {
    const id = await this.households.idOfNumber(number);
    if (!id) throw invalid([{ field: 'householdNumber', code: 'household-not-found' }]);
    return id;
  }

  private async newPage(form: FormModel): Promise<View> {
    const model = {
      form,
      villages: await this.choices.villages(),
      channels: this.choices.of('leads.channel.', leadChannels),
      urgencies: this.choices.of('leads.urgency.', leadUrgencies),
    };
    return view('console/people/lead-new', model, { title: 'leads.new.title' });
  }

  private async page(leadId: string, form: FormModel, actor: Actor): Promise<View> {
    const lead = await this.leads.shown(await this.leads.get(leadId));
    const titleParams = { number: lead.number };
    if ('handled' in lead)
      return view('console/people/lead-report', { lead }, { title: 'leads.one.title', titleParams });
    const results = this.choices.of(
      'leads.result.',
      triageResults.filter((result) => result !== 'taken' || lead.state === 'new'),
    );
    const mayTriage = lead.moves.length > 0 && allows(actor.roles, 'leads:triage');
    const model = { lead, form, results, mayTriage, colour: urgencyColours[lead.urgency] ?? 'grey' };
    return view('console/people/lead', model, { title: 'leads.one.title', titleParams });
  }
}
