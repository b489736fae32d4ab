export { Answerers } from './answerers';
export { AssessmentTrends } from './assessment-trends';
export { RetestQuery } from './dto/retest.dto';
export { viewRetest } from './dto/retest.view';
export type { Trend, TrendPoint } from './dto/trend.view';
export { Retests } from './retests.service';
export { AssessmentViews, type PairOfAnswers } from './assessment-views';
export { assessmentHead, type AssessmentHead, type AssessmentView } from './dto/assessment.view';
export { AnswersOfMany, type FilledIn } from './answers-of-many.reader';
export type { Assessment } from './assessment.entity';
export { AssessmentsModule } from './assessments.module';
export { Assessments, TRIAGE } from './assessments.service';
export { EmpowermentEntries, type EmpowermentEntry } from './empowerment-entries';
export type { DerivedNeed } from './derive-needs';
export { EndTraining, RecordTraining as RecordTrainingInput, TrainingQuery } from './dto/training.dto';
export { computedValue, instrumentCode, instrumentSchema, itemMaximum, itemOptions, optionValues } from './instrument';
export { instrumentProblems } from './instrument-problems';
export { type ItemAnswers, itemAnswers } from './item-answers';
export type { Instrument, InstrumentFlag, InstrumentItem, Severity, TriageLevel } from './instrument';
export { Instruments } from './instruments';
export { retestWindow, type RetestWindow } from './retest-dates';
export {
  answererRelations,
  decideAgreementInput,
  presentCodes,
  saveAnswersInput,
  startAssessmentInput,
  type StartAssessmentInput,
} from './dto/assessment.dto';
export { type Comparison, weightedKappa } from './agreement';
export type { Question, Questionnaire } from './questions';
export { Questionnaires } from './questionnaires';
export { ReadAloud } from './read-aloud';
export { score } from './score';
export type { Answers, RaisedFlag, ScoreResult, ScoringContext, ScoringStep, SixActs, Triage } from './score-result';
export type { UrgentAct, UrgentDeadlines } from './urgent-acts';
export { UrgentClocks } from './urgent-clocks';
export { CarryAssessments } from './use-cases/carry-assessments.use-case';
export { CompleteAssessment } from './use-cases/complete-assessment.use-case';
export { StartingRules } from './starting-rules';
export { Trainings } from './trainings.service';
export { RecordTraining } from './use-cases/record-training.use-case';
export { RestartAssessment } from './use-cases/restart-assessment.use-case';
export { SaveAnswers } from './use-cases/save-answers.use-case';
export { StartAssessment } from './use-cases/start-assessment.use-case';
export { SetResultAside } from './use-cases/set-result-aside.use-case';
export { StartTriage } from './use-cases/start-triage.use-case';
export { DecideAgreement } from './use-cases/decide-agreement.use-case';
export { StartSecond } from './use-cases/start-second.use-case';
