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
export type { ApplicationLine, ApplicationView, PaymentView } from './dto/application.view';
export { CheckApplication } from './use-cases/check-application.use-case';
export { DecideApplication } from './use-cases/decide-application.use-case';
export { FileApplication } from './use-cases/file-application.use-case';
export { PublishApplication } from './use-cases/publish-application.use-case';
export { ReceiveApplication } from './use-cases/receive-application.use-case';
