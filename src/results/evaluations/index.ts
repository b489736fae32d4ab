export {
  Agree,
  DrawSample as DrawSampleInput,
  evaluationReasons,
  evaluationStates,
  Objection,
  Reply,
} from './dto/evaluation.dto';
export { EvaluationQuery } from './dto/evaluation.dto';
export {
  type EvaluationLine,
  type EvaluationView,
  type ShownEvidence,
  viewEvaluation,
  viewEvaluationLine,
} from './dto/evaluation.view';
export { FinishFollowUp as FinishFollowUpInput, FollowUpQuery, followUpStates, NotReached } from './dto/follow-up.dto';
export { viewFollowUp } from './dto/follow-up.view';
export type { Evaluation } from './evaluation.entity';
export { evaluationLifecycle } from './evaluation.lifecycle';
export type { EvaluationSample } from './evaluation-sample.entity';
export { EvaluationsModule } from './evaluations.module';
export { Evaluations } from './evaluations.service';
export type { Evidence } from './evidence';
export type { FollowUp } from './follow-up.entity';
export { followUpLifecycle, needChanges } from './follow-up.lifecycle';
export { FollowUps } from './follow-ups.service';
export { attainment, goalAttainment } from './goal-attainment';
export { DecideEvaluation } from './use-cases/decide-evaluation.use-case';
export { DrawSample } from './use-cases/draw-sample.use-case';
export { FinishFollowUp } from './use-cases/finish-follow-up.use-case';
export { ReplyToEvaluation } from './use-cases/reply-to-evaluation.use-case';
