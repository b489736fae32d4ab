import { Module } from '@nestjs/common';
import { CasefilePages } from './casefile-pages.controller';
import { EvaluationCards } from './evaluations-cards';
import { FollowUpPages } from './evaluations-follow-up-pages.controller';
import { EvaluationPages } from './evaluations-pages.controller';
import { EvaluationReplyPages } from './evaluations-reply-pages.controller';
import { EvaluationSamplePages } from './evaluations-sample-pages.controller';
import { EvaluationWords } from './evaluations-words';
import { ServiceTimesPages } from './service-times-pages.controller';

/** Pages on whether and how soon it helped, and on the file as a whole. */
@Module({
  controllers: [
    EvaluationPages,
    EvaluationSamplePages,
    EvaluationReplyPages,
    FollowUpPages,
    CasefilePages,
    ServiceTimesPages,
  ],
  providers: [EvaluationCards, EvaluationWords],
})
export class EvaluationsPagesModule {}
