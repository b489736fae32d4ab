import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CreateLead, LeadQuery, TriageLead as TriageInput } from './dto/lead.dto';
import { leadOrReportView, leadsView, type LeadView, leadView, type ReportView } from './dto/lead.view';
import { Leads } from './leads.service';
import { ReceiveLead } from './use-cases/receive-lead.use-case';
import { TriageLead } from './use-cases/triage-lead.use-case';

const id = z.uuid();

/** Discovery (R25, R54, R69). Who may only report gets back the number and whether it was handled. */
@Controller('api/v1/leads')
export class LeadsController {
  constructor(
    private readonly leads: Leads,
    private readonly receiving: ReceiveLead,
    private readonly triaging: TriageLead,
  ) {}

  @Get()
  @RequirePermission('leads:read')
  @Answers(200, leadsView)
  async list(@Query({ schema: LeadQuery }) query: LeadQuery): Promise<z.infer<typeof leadsView>> {
    const page = await this.leads.list(query);
    return { items: await this.leads.lines(page.items), next: page.next };
  }

  @Post()
  @RequirePermission('leads:create')
  @Answers(201, leadOrReportView)
  async create(@Body({ schema: CreateLead }) input: CreateLead): Promise<LeadView | ReportView> {
    return this.leads.shown(await this.receiving.execute(input));
  }

  @Get(':id')
  @RequirePermission('leads:create')
  @Answers(200, leadOrReportView)
  async one(@Param('id', { schema: id }) leadId: string): Promise<LeadView | ReportView> {
    return this.leads.shown(await this.leads.get(leadId));
  }

  @Post(':id/triage')
  @RequirePermission('leads:triage')
  @Answers(200, leadView)
  async triage(
    @Param('id', { schema: id }) leadId: string,
    @Body({ schema: TriageInput }) input: TriageInput,
  ): Promise<LeadView> {
    return this.leads.view(await this.triaging.execute(leadId, input));
  }
}
