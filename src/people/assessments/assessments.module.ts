import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ConsentsModule } from '../consents';
import { HouseholdsModule } from '../households';
import { NeedsModule, ResultStandings } from '../needs';
import { SafeguardsModule } from '../safeguards';
import { Answerers } from './answerers';
import { AnswersOfMany } from './answers-of-many.reader';
import { VerificationModule } from '../verification';
import { AgreementsController } from './agreements.controller';
import { Assessment } from './assessment.entity';
import { AssessorTraining } from './assessor-training.entity';
import { AssessmentTrends } from './assessment-trends';
import { AssessmentViews } from './assessment-views';
import { AssessmentsController } from './assessments.controller';
import { Assessments } from './assessments.service';
import { AssessmentsStore } from './assessments.store';
import { EmpowermentEntries } from './empowerment-entries';
import { Instruments } from './instruments';
import { InstrumentsController } from './instruments.controller';
import { PairStandings } from './pair-standings';
import { Questionnaires } from './questionnaires';
import { RawAnswers } from './raw-answers';
import { ResultConsequences } from './result-consequences';
import { StartingRules } from './starting-rules';
import { TrainingsController } from './trainings.controller';
import { Trainings } from './trainings.service';
import { TrainingsStore } from './trainings.store';
import { retestHandlers } from './retest-due.due';
import { RetestsController } from './retests.controller';
import { Retests } from './retests.service';
import { RetestsStore } from './retests.store';
import { ReadAloud } from './read-aloud';
import { RecordNeeds } from './record-needs';
import { urgentActHandlers } from './urgent-act-missed.due';
import { UrgentClocks } from './urgent-clocks';
import { CarryAssessments } from './use-cases/carry-assessments.use-case';
import { CompleteAssessment } from './use-cases/complete-assessment.use-case';
import { RecordTraining } from './use-cases/record-training.use-case';
import { RestartAssessment } from './use-cases/restart-assessment.use-case';
import { SaveAnswers } from './use-cases/save-answers.use-case';
import { StartAssessment } from './use-cases/start-assessment.use-case';
import { SetResultAside } from './use-cases/set-result-aside.use-case';
import { StartTriage } from './use-cases/start-triage.use-case';
import { DecideAgreement } from './use-cases/decide-agreement.use-case';
import { StartSecond } from './use-cases/start-second.use-case';
import './assessment.copy';

registerEntities([Assessment, AssessorTraining]);
const useCases = [
  ...[CarryAssessments, CompleteAssessment, DecideAgreement, RecordTraining, RestartAssessment, SaveAnswers],
  ...[SetResultAside, StartAssessment, StartSecond, StartTriage],
];
const services = [
  ...[Answerers, AnswersOfMany, Assessments, AssessmentTrends, AssessmentViews, EmpowermentEntries, Instruments],
  ...[Questionnaires, ReadAloud, Retests, StartingRules, Trainings, UrgentClocks, ...useCases],
];

@Global()
@Module({
  imports: [
    ...[ConsentsModule, HouseholdsModule, NeedsModule, PoliciesModule, SafeguardsModule, TaxonomyModule],
    VerificationModule,
  ],
  controllers: [
    ...[AgreementsController, AssessmentsController, InstrumentsController, RetestsController, TrainingsController],
  ],
  providers: [
    ...services,
    PairStandings,
    { provide: ResultStandings, useExisting: PairStandings },
    ...[AssessmentsStore, RawAnswers, RecordNeeds, ResultConsequences, RetestsStore, TrainingsStore],
    ...urgentActHandlers,
    ...retestHandlers,
  ],
  exports: [...services, ResultStandings],
})
export class AssessmentsModule {}
