import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ConsentsModule } from '../consents';
import { HouseholdsModule } from '../households';
import { NeedsModule } from '../needs';
import { SafeguardsModule } from '../safeguards';
import { Answerers } from './answerers';
import { AnswersOfMany } from './answers-of-many.reader';
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
import { urgentActHandlers } from './urgent-act-missed.due';
import { UrgentClocks } from './urgent-clocks';
import { CarryAssessments } from './use-cases/carry-assessments.use-case';
import { CompleteAssessment } from './use-cases/complete-assessment.use-case';
import { RecordTraining } from './use-cases/record-training.use-case';
import { RestartAssessment } from './use-cases/restart-assessment.use-case';
import { SaveAnswers } from './use-cases/save-answers.use-case';
import { StartAssessment } from './use-cases/start-assessment.use-case';
import { StartTriage } from './use-cases/start-triage.use-case';
import './assessment.copy';

registerEntities([Assessment, AssessorTraining]);
const useCases = [
  ...[CarryAssessments, CompleteAssessment, RecordTraining, RestartAssessment, SaveAnswers, StartAssessment],
  ...[StartTriage, UrgentClocks],
];

@Global()
@Module({
  imports: [ConsentsModule, HouseholdsModule, NeedsModule, SafeguardsModule, TaxonomyModule],
  controllers: [AssessmentsController, InstrumentsController, RetestsController, TrainingsController],
  providers: [
    ...[Answerers, Assessments, AssessmentsStore, AssessmentViews, Instruments, RawAnswers, ResultConsequences],
    ...[StartingRules, Trainings, TrainingsStore, AssessmentTrends],
    ...useCases,
    ...[EmpowermentEntries, Retests, RetestsStore],
    ...urgentActHandlers,
    ...retestHandlers,
  ],
  exports: [
    ...[Answerers, AnswersOfMany, Assessments, AssessmentTrends, AssessmentViews, EmpowermentEntries, Instruments],
    ...[Retests, StartingRules, Trainings, ...useCases],
  ],
})
export class AssessmentsModule {}
