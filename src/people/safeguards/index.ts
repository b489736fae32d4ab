export {
  DoFlagTask,
  FlagTaskQuery,
  ReportHarm,
  ReportQuery,
  WaiveFlagTask,
  WithdrawReport,
} from './dto/safeguard.dto';
export type { FlagTaskView, MandatoryReportLine, MandatoryReportView } from './dto/safeguard.view';
export { type FlagStep, FlagSteps } from './flag-steps';
export { type FlagTask, type FlagTaskKind, flagTaskKinds } from './flag-task.entity';
export { authorities, type MandatoryReport } from './mandatory-report.entity';
export { mandatoryReportLifecycle } from './mandatory-report.lifecycle';
export { Safeguards } from './safeguards.service';
export { SafeguardsModule } from './safeguards.module';
export { SafeguardViews } from './safeguard-views';
export { type FlagRaised, OpenSafeguards } from './use-cases/open-safeguards.use-case';
export { SettleFlagTask } from './use-cases/settle-flag-task.use-case';
export { SettleReport } from './use-cases/settle-report.use-case';
