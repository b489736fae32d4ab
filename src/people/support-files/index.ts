export {
  AssessSelfCare as AssessSelfCareInput,
  DecideSupportChange,
  EndCareAgreement,
  EndSupportFile as EndSupportFileInput,
  MakeCareAgreement,
  OpenSupportFile as OpenSupportFileInput,
  ProposeSupportChange,
  RecordSupportVisit,
  ReportSupportChange,
  SupportFileQuery,
} from './dto/support-file.dto';
export type { SupportFileLine, SupportFileView } from './dto/support-file.view';
export { selfCareActs } from './support-assessment.entity';
export { type SupportFile, supportForms } from './support-file.entity';
export { supportFileLifecycle } from './support-file.lifecycle';
export { SupportFilesModule } from './support-files.module';
export { SupportFiles } from './support-files.service';
export { proposalKinds } from './support-proposal.entity';
export { SupportViews } from './support-views';
export { visitConditions } from './support-visit.entity';
export { AssessSelfCare } from './use-cases/assess-self-care.use-case';
export { ChangeSupport } from './use-cases/change-support.use-case';
export { EndSupportFile } from './use-cases/end-support-file.use-case';
export { MakeAgreement } from './use-cases/make-agreement.use-case';
export { OpenSupportFile } from './use-cases/open-support-file.use-case';
export { VisitPerson } from './use-cases/visit-person.use-case';
