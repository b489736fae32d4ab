export { ApplicationViews } from './application-views';
export type { Application } from './application.entity';
export { applicationLifecycle, type ApplicationState } from './application.lifecycle';
export { visitResults } from './application-visit.entity';
export { ApplicationsModule } from './applications.module';
export { Applications } from './applications.service';
export {
  AnswerObjection,
  ApplicationQuery,
  CheckApplication as CheckApplicationInput,
  DecideApplication as DecideApplicationInput,
  FileApplication as FileApplicationInput,
  ObjectToApplication,
  PaymentQuery,
  ReturnApplication,
  WithdrawApplication,
} from './dto/application.dto';
export { AnswerSecondLook, LookAgainAtDecision as LookAgainInput, SecondLookQuery } from './dto/second-look.dto';
export type { LookShareView } from './dto/second-look.view';
export {
  CheckUrgentPapers,
  DecideUrgentPapers,
  GrantUrgentAid as GrantUrgentAidInput,
  MarkUrgent,
} from './dto/urgent-aid.dto';
export { secondLookLifecycle } from './second-look.lifecycle';
export { type GrantedBefore, RepeatedAid } from './repeated-aid';
export { SecondLooks } from './second-looks.service';
export { FollowPapers } from './use-cases/follow-papers.use-case';
export { GrantUrgentAid } from './use-cases/grant-urgent-aid.use-case';
export { LookAgainAtDecision } from './use-cases/look-again-at-decision.use-case';
export { type ApplicationLine, type ApplicationView, paymentView, type PaymentView } from './dto/application.view';
export { CheckApplication } from './use-cases/check-application.use-case';
export { DecideApplication } from './use-cases/decide-application.use-case';
export { FileApplication } from './use-cases/file-application.use-case';
export { PublishApplication } from './use-cases/publish-application.use-case';
export { ReceiveApplication } from './use-cases/receive-application.use-case';
