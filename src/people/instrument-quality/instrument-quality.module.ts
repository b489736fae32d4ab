import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { AssessmentsModule } from '../assessments';
import { SimulationsModule } from '../simulations';
import { InstrumentStudiesController } from './instrument-studies.controller';
import { InstrumentStudies } from './instrument-studies.service';
import { InstrumentStudiesStore } from './instrument-studies.store';
import { InstrumentStudy } from './instrument-study.entity';
import { StudyAnswers } from './study-answers';
import { StudyInstrumentJob } from './study-instrument.job';
import { EndStudy } from './use-cases/end-study.use-case';
import { OrderStudy } from './use-cases/order-study.use-case';
import { StudyBatch } from './use-cases/study-batch.use-case';

registerEntities([InstrumentStudy]);

const exported = [EndStudy, InstrumentStudies, OrderStudy];

/** How good the scales are here, and cuts of one's own (R18, domain D). */
@Module({
  imports: [AssessmentsModule, SimulationsModule],
  controllers: [InstrumentStudiesController],
  providers: [InstrumentStudiesStore, StudyAnswers, StudyBatch, StudyInstrumentJob, ...exported],
  exports: exported,
})
export class InstrumentQualityModule {}
