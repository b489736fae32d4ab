import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { HouseholdsModule } from '../households';
import { FlagSteps } from './flag-steps';
import { FlagTask } from './flag-task.entity';
import { FlagTasksController } from './flag-tasks.controller';
import { MandatoryReport } from './mandatory-report.entity';
import { MandatoryReportsController } from './mandatory-reports.controller';
import { safeguardHandlers } from './safeguard-missed.due';
import { SafeguardMoves } from './safeguard-moves';
import { Safeguards } from './safeguards.service';
import { SafeguardsStore } from './safeguards.store';
import { SafeguardViews } from './safeguard-views';
import { SafeguardWords } from './sealed-words';
import { OpenSafeguards } from './use-cases/open-safeguards.use-case';
import { SettleFlagTask } from './use-cases/settle-flag-task.use-case';
import { SettleReport } from './use-cases/settle-report.use-case';

registerEntities([FlagTask, MandatoryReport]);
const useCases = [OpenSafeguards, SettleFlagTask, SettleReport];

@Global()
@Module({
  imports: [CalendarModule, HouseholdsModule],
  controllers: [FlagTasksController, MandatoryReportsController],
  providers: [
    ...[FlagSteps, SafeguardMoves, Safeguards, SafeguardsStore, SafeguardViews, SafeguardWords],
    ...[...useCases, ...safeguardHandlers],
  ],
  exports: [FlagSteps, Safeguards, SafeguardViews, ...useCases],
})
export class SafeguardsModule {}
