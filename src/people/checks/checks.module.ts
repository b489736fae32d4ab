import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { PoliciesModule } from '../../reference/policies';
import { ConsentsModule } from '../consents';
import { HouseholdsModule } from '../households';
import { VerificationModule } from '../verification';
import { CheckAnswer } from './check-answer.entity';
import { CheckAuthorisations } from './check-authorisations';
import { CheckCall } from './check-call.entity';
import { CheckDepartments } from './check-departments';
import { CheckDepartmentsController } from './check-departments.controller';
import { CheckMismatch } from './check-mismatch.entity';
import { CheckMismatchesController } from './check-mismatches.controller';
import { CheckMismatchesStore } from './check-mismatches.store';
import { CheckRequest } from './check-request.entity';
import { CheckSender } from './check-sender';
import { CheckViews } from './check-views';
import { ChecksController } from './checks.controller';
import { Checks } from './checks.service';
import { ChecksStore } from './checks.store';
import { DepartmentConnector } from './department-connector';
import { DepartmentWay } from './department-way.entity';
import { DepartmentWays } from './department-ways';
import { FileCalls } from './file-calls';
import { FileCallsStore } from './file-calls.store';
import { GatherAnswers } from './gather-answers';
import { HttpConnector } from './http-connector';
import { MismatchMoves } from './mismatch-moves';
import { PrepareCalls } from './prepare-calls';
import { AskDepartments } from './use-cases/ask-departments.use-case';
import { ContestAnswer } from './use-cases/contest-answer.use-case';
import { DecideWay } from './use-cases/decide-way.use-case';
import { SettleMismatch } from './use-cases/settle-mismatch.use-case';
import { WriteAnswers } from './write-answers';
import './check.copy';

registerEntities([CheckRequest, CheckCall, CheckAnswer, CheckMismatch, DepartmentWay]);

/** What the departments say of a household that has authorised it. */
@Global()
@Module({
  imports: [CalendarModule, ConsentsModule, HouseholdsModule, PoliciesModule, VerificationModule],
  controllers: [ChecksController, CheckMismatchesController, CheckDepartmentsController],
  providers: [
    ...[Checks, ChecksStore, CheckMismatchesStore, CheckViews, CheckAuthorisations, CheckSender],
    ...[MismatchMoves, PrepareCalls, GatherAnswers, WriteAnswers, AskDepartments, SettleMismatch],
    ...[CheckDepartments, ContestAnswer, DecideWay, DepartmentWays, FileCalls, FileCallsStore],
    { provide: DepartmentConnector, useClass: HttpConnector },
  ],
  exports: [
    ...[Checks, CheckViews, CheckAuthorisations, CheckDepartments, CheckSender, AskDepartments, ContestAnswer],
    ...[DepartmentWays, FileCalls, SettleMismatch],
  ],
})
export class ChecksModule {}
