import { Global, Module } from '@nestjs/common';
import { CasesModule } from '../../people/cases';
import { HouseholdsModule } from '../../people/households';
import { NeedsModule } from '../../people/needs';
import { registerEntities } from '../../platform/database';
import { ClosedReferralsStore } from './closed-referrals.store';
import { EvaluationMoves } from './evaluation-moves';
import { EvaluationSamplesController } from './evaluation-samples.controller';
import { EvaluationSample } from './evaluation-sample.entity';
import { Evaluation } from './evaluation.entity';
import { EvaluationsController } from './evaluations.controller';
import { Evaluations } from './evaluations.service';
import { EvaluationsStore } from './evaluations.store';
import { EvidenceCompiler } from './evidence.compiler';
import { EvidenceStore } from './evidence.store';
import { FinishedReferralsStore } from './finished-referrals.store';
import { FollowUpDue } from './follow-up-due.handler';
import { FollowUpMoves } from './follow-up-moves';
import { FollowUp } from './follow-up.entity';
import { FollowUpsController } from './follow-ups.controller';
import { FollowUps } from './follow-ups.service';
import { FollowUpsStore } from './follow-ups.store';
import { PlanFollowUps } from './plan-follow-ups.subscriber';
import { HiddenWords } from './hidden-words';
import { DecideEvaluation } from './use-cases/decide-evaluation.use-case';
import { DrawSample } from './use-cases/draw-sample.use-case';
import { FinishFollowUp } from './use-cases/finish-follow-up.use-case';
import { ReplyToEvaluation } from './use-cases/reply-to-evaluation.use-case';
import './follow-up.copy';

registerEntities([EvaluationSample, Evaluation, FollowUp]);

const stores = [EvaluationsStore, EvidenceStore, FinishedReferralsStore, FollowUpsStore, ClosedReferralsStore];
const useCases = [DrawSample, DecideEvaluation, ReplyToEvaluation, FinishFollowUp];

/** Did it help? Samples for independent evaluators, and the look-back after 3 and 6 months (R20, R21, R58). */
@Global()
@Module({
  imports: [HouseholdsModule, CasesModule, NeedsModule],
  controllers: [EvaluationsController, EvaluationSamplesController, FollowUpsController],
  providers: [
    ...[
      Evaluations,
      FollowUps,
      EvidenceCompiler,
      HiddenWords,
      EvaluationMoves,
      FollowUpMoves,
      PlanFollowUps,
      FollowUpDue,
    ],
    ...stores,
    ...useCases,
  ],
  exports: [Evaluations, FollowUps, ...useCases],
})
export class EvaluationsModule {}
