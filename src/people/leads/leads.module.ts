import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { LeadMoves } from './lead-moves';
import { LeadLevels } from './lead-levels';
import { LeadOverdue } from './lead-triage.due';
import { LeadViews } from './lead-views';
import { Lead } from './lead.entity';
import { LeadsController } from './leads.controller';
import { Leads } from './leads.service';
import { LeadsStore } from './leads.store';
import { ReceiveLead } from './use-cases/receive-lead.use-case';
import { TriageLead } from './use-cases/triage-lead.use-case';
import './lead.copy';

registerEntities([Lead]);

/** Hints that somebody may need help, until they are a file or have an end (R54). */
@Global()
@Module({
  controllers: [LeadsController],
  providers: [Leads, LeadsStore, LeadLevels, LeadViews, LeadMoves, LeadOverdue, ReceiveLead, TriageLead],
  exports: [Leads, ReceiveLead, TriageLead],
})
export class LeadsModule {}
