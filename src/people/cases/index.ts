export { CaseClock } from './case-clock';
export type { CaseFile, CaseFile as CaseRecord } from './case-file.entity';
export { CaseHolder } from './case-holder';
export { CaseOwner } from './case-owner';
export { CaseViews } from './case-views';
export { caseLifecycle, type CaseMove, workStages } from './case.lifecycle';
export { CasesModule } from './cases.module';
export { Cases } from './cases.service';
export {
  AdvanceCase as AdvanceInput,
  AssignCase as AssignInput,
  CaseQuery,
  caseStates,
  caseTiers,
  CloseCase as CloseInput,
  closeReasons,
  handoverReasons,
  OfferHandover as OfferInput,
  ReturnHandover as ReturnInput,
  SuspendCase as SuspendInput,
} from './dto/case.dto';
export { JoinTeam, LeaveTeam } from './dto/protected-team.dto';
export type { CaseView, HandoverView } from './dto/case.view';
export type { Handover } from './handover.entity';
export { ProtectedTeams } from './protected-team.service';
export { AdvanceCase, stagesBehind } from './use-cases/advance-case.use-case';
export { AnswerHandover } from './use-cases/answer-handover.use-case';
export { AssignCaseTo } from './use-cases/assign-case.use-case';
export { CloseCaseFile } from './use-cases/close-case.use-case';
export { NameTeam } from './use-cases/name-team.use-case';
export { OfferHandover } from './use-cases/offer-handover.use-case';
export { OpenCaseFile } from './use-cases/open-case.use-case';
export { TakeBackCase } from './use-cases/take-back-case.use-case';
