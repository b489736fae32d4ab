import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { ClassificationModule } from '../classification';
import { HouseholdsModule } from '../households';
import { Integrity } from './integrity.service';
import { IntegrityAnswer } from './integrity-answer.entity';
import { IntegrityController } from './integrity.controller';
import { IntegrityStore } from './integrity.store';
import { IntegrityViews } from './integrity-views';
import { SealedAnswers } from './sealed-answers';
import { AnswerHole } from './use-cases/answer-hole.use-case';
import './integrity.copy';

registerEntities([IntegrityAnswer]);

/** Statuses in force whose way is not wholly in our records. */
@Global()
@Module({
  imports: [ClassificationModule, HouseholdsModule, PoliciesModule, RegionsModule],
  controllers: [IntegrityController],
  providers: [AnswerHole, Integrity, IntegrityStore, IntegrityViews, SealedAnswers],
  exports: [AnswerHole, Integrity, IntegrityViews],
})
export class IntegrityModule {}
