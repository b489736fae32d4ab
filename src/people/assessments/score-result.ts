import type { DerivedNeed } from './derive-needs';
import type { InstrumentFlag, Severity, TriageLevel, TriageTarget } from './instrument';

/** Chosen option values by item id; null or absent = not answered. */
export type Answers = Readonly<Record<string, number | null | undefined>>;
export interface ScoringContext {
  /** Age of the person assessed; null for a household or when it is not known. */
  ageYears: number | null;
  /** Shown beside the result of a scale that asks for it, never counted: the authority decides on it (B18, R3). */
  rigidShare?: { percent: number; localPercent: number | null };
}
/** One line of the explanation: what was applied to what, with what result. Text: `people-checks.scoring-step.<rule>`. */
export interface ScoringStep {
  rule: string;
  inputs: Readonly<Record<string, string | number | boolean | null>>;
  result: string | number | boolean | null;
}
/** A flag with what follows from it, and the answers that raised it. */
export interface RaisedFlag extends Omit<InstrumentFlag, 'any' | 'value'> {
  items: string[];
}
/** Count of the six statutory acts that need another person (B23): a pre-screen, never a determination (R3). */
export interface SixActs {
  failed: number;
  answered: number;
  level: 'able' | 'partly-lost' | 'fully-lost';
  preScreenOnly: true;
}
export interface Triage extends TriageTarget {
  level: TriageLevel;
}
export interface ScoreResult {
  instrument: string;
  version: string;
  /** Null for a triage, which has no sum. */
  raw: number | null;
  max: number | null;
  /** Null when too much is missing and no flag decides. */
  severity: Severity | null;
  complete: boolean;
  prorated: boolean;
  /** Questions that were to be answered and were not. */
  missing: string[];
  /** Questions that were not to be asked; absent when there are none. */
  skipped?: string[];
  /** The scale is not for this person: there is no result, and nothing is missing (S14). */
  notApplicable?: true;
  flags: RaisedFlag[];
  steps: ScoringStep[];
  sixActs?: SixActs;
  triage?: Triage;
  needs: DerivedNeed[];
}
