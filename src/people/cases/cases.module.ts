import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CaseClock } from './case-clock';
import { CaseFile } from './case-file.entity';
import { CaseHolder } from './case-holder';
import { CaseMoves } from './case-moves';
import { CaseOwner } from './case-owner';
import { CaseViews } from './case-views';
import { ConflictedLead } from './conflicted-lead.subscriber';
import { CasesController } from './cases.controller';
import { Cases } from './cases.service';
import { CasesStore, HandoversStore } from './cases.store';
import { HandoverRules } from './handover-rules';
import { HandoverOverdue } from './handover-answer.due';
import { Handover } from './handover.entity';
import { HandoversController } from './handovers.controller';
import { ProtectedTeamController } from './protected-team.controller';
import { ProtectedTeams } from './protected-team.service';
import { AdvanceCase } from './use-cases/advance-case.use-case';
import { AnswerHandover } from './use-cases/answer-handover.use-case';
import { AssignCaseTo } from './use-cases/assign-case.use-case';
import { CloseCaseFile } from './use-cases/close-case.use-case';
import { NameTeam } from './use-cases/name-team.use-case';
import { OfferHandover } from './use-cases/offer-handover.use-case';
import { OpenCaseFile } from './use-cases/open-case.use-case';
import { TakeBackCase } from './use-cases/take-back-case.use-case';
import './case.copy';

registerEntities([CaseFile, Handover]);

const useCases = [
  ...[AdvanceCase, AnswerHandover, AssignCaseTo, CloseCaseFile, NameTeam, OfferHandover, OpenCaseFile, TakeBackCase],
];

/** The work on households: stages, owners, hand-overs between tiers (R6–R10, R17). */
@Global()
@Module({
  controllers: [CasesController, HandoversController, ProtectedTeamController],
  providers: [
    Cases,
    CasesStore,
    HandoversStore,
    CaseClock,
    CaseHolder,
    CaseMoves,
    CaseOwner,
    CaseViews,
    ConflictedLead,
    HandoverOverdue,
    HandoverRules,
    ProtectedTeams,
    ...useCases,
  ],
  exports: [Cases, CaseClock, CaseHolder, CaseOwner, CaseViews, ProtectedTeams, ...useCases],
})
export class CasesModule {}
