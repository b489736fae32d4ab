export { AnswerHole as AnswerHoleInput, IntegrityQuery, UndoAnswer } from './dto/integrity.dto';
export { type IntegrityLine, integrityLine, type IntegritySummaryView } from './dto/integrity.view';
export { answerKinds, holeKinds } from './integrity-answer.entity';
export { IntegrityModule } from './integrity.module';
export { Integrity } from './integrity.service';
export { IntegrityViews } from './integrity-views';
export { AnswerHole } from './use-cases/answer-hole.use-case';
