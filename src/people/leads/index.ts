export {
  CreateLead,
  leadChannels,
  LeadQuery,
  leadStates,
  leadUrgencies,
  TriageLead as TriageInput,
  triageResults,
} from './dto/lead.dto';
export type { LeadView, ReportView } from './dto/lead.view';
export type { Lead } from './lead.entity';
export { leadLifecycle, triesBeforeGivingUp } from './lead.lifecycle';
export { LeadsModule } from './leads.module';
export { Leads } from './leads.service';
export { ReceiveLead } from './use-cases/receive-lead.use-case';
export { TriageLead } from './use-cases/triage-lead.use-case';
