export type { Authorisation } from './authorisation-rules';
export { type AuthorisedMember, CheckAuthorisations } from './check-authorisations';
export { mismatchStates } from './check-mismatch.entity';
export type { CheckAnswer } from './check-answer.entity';
export { CheckDepartments } from './check-departments';
export { checkPurposes } from './check-request.entity';
export { CheckSender } from './check-sender';
export { CheckViews } from './check-views';
export { ChecksModule } from './checks.module';
export { Checks } from './checks.service';
export { ConnectorError, DepartmentConnector, type DepartmentReply, type Inquiry } from './department-connector';
export {
  AskDepartments as AskDepartmentsInput,
  CheckQuery,
  ContestAnswer as ContestAnswerInput,
  MismatchQuery,
} from './dto/check.dto';
export { DecideWay as DecideWayInput } from './dto/department.dto';
export type { DepartmentView } from './dto/department.view';
export { type AskedDepartment, DepartmentWays } from './department-ways';
export { type AnswerEffect, type FileAnswer, FileCalls } from './file-calls';
export type { CheckLine, CheckView, MismatchView } from './dto/check.view';
export { AskDepartments } from './use-cases/ask-departments.use-case';
export { ContestAnswer } from './use-cases/contest-answer.use-case';
export { SettleMismatch } from './use-cases/settle-mismatch.use-case';
