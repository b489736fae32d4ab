import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { TaxonomyModule } from '../../reference/taxonomy';
import { HouseholdsModule } from '../households';
import { NeedsModule } from '../needs';
import { Assessment } from './assessment.entity';
import { AssessmentViews } from './assessment-views';
import { AssessmentsController } from './assessments.controller';
import { Assessments } from './assessments.service';
import { AssessmentsStore } from './assessments.store';
import { Instruments } from './instruments';
import { InstrumentsController } from './instruments.controller';
import { RawAnswers } from './raw-answers';
import { urgentActHandlers } from './urgent-act-missed.due';
import { UrgentClocks } from './urgent-clocks';
import { CarryAssessments } from './use-cases/carry-assessments.use-case';
import { CompleteAssessment } from './use-cases/complete-assessment.use-case';
import { SaveAnswers } from './use-cases/save-answers.use-case';
import { StartAssessment } from './use-cases/start-assessment.use-case';
import './assessment.copy';

registerEntities([Assessment]);
const useCases = [CarryAssessments, CompleteAssessment, SaveAnswers, StartAssessment, UrgentClocks];

@Global()
@Module({
  imports: [HouseholdsModule, NeedsModule, TaxonomyModule],
  controllers: [AssessmentsController, InstrumentsController],
  providers: [
    Assessments,
    AssessmentsStore,
    AssessmentViews,
    Instruments,
    RawAnswers,
    ...useCases,
    ...urgentActHandlers,
  ],
  exports: [Assessments, AssessmentViews, Instruments, ...useCases],
})
export class AssessmentsModule {}
