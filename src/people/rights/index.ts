export { applyRetentionTask } from './apply-retention.task';
export type { ClosedFile } from './closed-file.entity';
export { ClosedFiles } from './closed-files';
export { viewClosedFile } from './closed-files.controller';
export {
  askedAs,
  AskRight,
  ClosedFileQuery,
  DecideRight,
  identityChecks,
  OpenFrozenFile as OpenFrozenFileInput,
  openingGrounds,
  RecordRight,
  rightsDecisions,
  rightsFields,
  rightsKinds,
  RightsQuery,
  rightsStates,
} from './dto/rights-request.dto';
export { type HouseholdCopy, type RightsRequestView } from './dto/rights-request.view';
export type { RightsRequest } from './rights-request.entity';
export { rightsRequestLifecycle } from './rights-request.lifecycle';
export { RightsRequests } from './rights-requests.service';
export { RightsModule } from './rights.module';
export { AskForRight } from './use-cases/ask-right.use-case';
export { DecideOnRight } from './use-cases/decide-right.use-case';
export { OpenFrozenFile } from './use-cases/open-frozen-file.use-case';
export { type CopyForm, TakeCopy } from './use-cases/take-copy.use-case';
export { ApplyRetention, type RetentionCounts } from './use-cases/apply-retention.use-case';
