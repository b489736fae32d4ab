export type { DerivedNeed } from './derive-needs';
export { optionValues } from './instrument';
export type { Instrument, InstrumentItem, Severity, TriageLevel } from './instrument';
export { Instruments } from './instruments';
export { score } from './score';
export type { Answers, RaisedFlag, ScoreResult, ScoringContext, ScoringStep, SixActs, Triage } from './score';
