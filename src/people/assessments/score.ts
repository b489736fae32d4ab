import { invalid } from '../../platform/errors';
import type { FieldError } from '../../platform/errors';
import { itemMaximum, optionValues } from './instrument';
import type { Instrument, InstrumentItem, Severity, TriageLevel, TriageTarget } from './instrument';
import { deriveNeeds } from './derive-needs';
import type { DerivedNeed } from './derive-needs';

/** Chosen option values by item id; null or absent = not answered. */
export type Answers = Readonly<Record<string, number | null | undefined>>;
export interface ScoringContext {
  /** Age of the person assessed; null for a household or when it is not known. */
  ageYears: number | null;
}
/** One line of the explanation: what was applied to what, with what result. Text: `people-checks.scoring-step.<rule>`. */
export interface ScoringStep {
  rule: string;
  inputs: Readonly<Record<string, string | number | boolean | null>>;
  result: string | number | boolean | null;
}
export interface RaisedFlag {
  code: string;
  items: string[];
  severity: Severity | null;
  triage: 'red' | 'amber' | null;
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
  missing: string[];
  flags: RaisedFlag[];
  steps: ScoringStep[];
  sixActs?: SixActs;
  triage?: Triage;
  needs: DerivedNeed[];
}

const missingAllowed = 0.2;

/**
 * Scores an instrument: pure, explained step by step, high = greater need (domain D). Results are operational need
 * levels, not diagnoses and not eligibility.
 * @throws AppError 422 for an item that does not exist or a value that is not one of its options
 */
export function score(
  instrument: Instrument,
  answers: Answers,
  context: ScoringContext = { ageYears: null },
): ScoreResult {
  refuseUnknown(instrument, answers);
  const values = needValues(instrument, answers);
  const steps = ageSteps(instrument, context);
  const flags = raiseFlags(instrument, values);
  const asked = instrument.items.filter((item) => item.scored);
  const missing = asked.filter((item) => !values.has(item.id)).map((item) => item.id);
  const base =
    instrument.scoring.kind === 'triage'
      ? triageScore(instrument, values, missing, steps)
      : sumScore(instrument, values, missing, steps);
  const severity = applyFlags(base.severity, flags, steps);
  const sixActs = countSixActs(instrument, values, steps);
  return {
    instrument: instrument.code,
    version: instrument.version,
    ...base,
    severity,
    missing,
    flags,
    steps,
    ...(sixActs ? { sixActs } : {}),
    needs: deriveNeeds(instrument, values, severity, base.complete),
  };
}

function refuseUnknown(instrument: Instrument, answers: Answers): void {
  const wrong: FieldError[] = [];
  for (const [id, value] of Object.entries(answers)) {
    const item = instrument.items.find((entry) => entry.id === id);
    if (!item) wrong.push({ field: `answers.${id}`, code: 'answer-unknown-item' });
    else if (value !== null && value !== undefined && !optionValues(instrument, item).includes(value)) {
      wrong.push({ field: `answers.${id}`, code: 'answer-not-an-option' });
    }
  }
  if (wrong.length > 0) throw invalid(wrong);
}

/** Answered items with their value turned so that high always means need. */
function needValues(instrument: Instrument, answers: Answers): Map<string, number> {
  const values = new Map<string, number>();
  for (const item of instrument.items) {
    const value = answers[item.id];
    if (value === null || value === undefined) continue;
    values.set(item.id, item.reverse ? itemMaximum(instrument, item) - value : value);
  }
  return values;
}

function ageSteps(instrument: Instrument, { ageYears }: ScoringContext): ScoringStep[] {
  if (instrument.minimumAge === null || ageYears === null || ageYears >= instrument.minimumAge) return [];
  return [{ rule: 'outside-age', inputs: { ageYears, minimumAge: instrument.minimumAge }, result: 'read-with-care' }];
}

function raiseFlags(instrument: Instrument, values: ReadonlyMap<string, number>): RaisedFlag[] {
  return instrument.flags.flatMap((flag) => {
    const items = flag.any.filter((id) => (values.get(id) ?? 0) >= flag.value);
    return items.length > 0 ? [{ code: flag.code, items, severity: flag.severity, triage: flag.triage }] : [];
  });
}

type Base = Pick<ScoreResult, 'raw' | 'max' | 'severity' | 'complete' | 'prorated' | 'triage'>;

function sumScore(
  instrument: Instrument,
  values: ReadonlyMap<string, number>,
  missing: string[],
  steps: ScoringStep[],
): Base {
  if (instrument.scoring.kind !== 'sum') throw new TypeError('not a summed instrument');
  const asked = instrument.items.filter((item) => item.scored);
  const max = asked.reduce((total, item) => total + itemMaximum(instrument, item), 0);
  const sum = asked.reduce((total, item) => total + (values.get(item.id) ?? 0), 0);
  const reversed = asked.filter((item) => item.reverse).length;
  if (reversed > 0) steps.push({ rule: 'reverse', inputs: { items: reversed }, result: true });
  steps.push({ rule: 'sum', inputs: { answered: asked.length - missing.length, items: asked.length }, result: sum });
  if (missing.length / asked.length > missingAllowed) {
    steps.push({ rule: 'missing', inputs: { missing: missing.length, items: asked.length }, result: 'incomplete' });
    return { raw: sum, max, severity: null, complete: false, prorated: false };
  }
  const raw = missing.length === 0 ? sum : prorate(asked, missing, sum, instrument);
  if (missing.length > 0) steps.push({ rule: 'prorate', inputs: { missing: missing.length, sum }, result: raw });
  const [mild, moderate, severe] = instrument.scoring.cuts;
  const severity = raw >= severe ? 3 : raw >= moderate ? 2 : raw >= mild ? 1 : 0;
  steps.push({ rule: 'cuts', inputs: { raw, mild, moderate, severe }, result: severity });
  return { raw, max, severity, complete: true, prorated: missing.length > 0 };
}

/** Scales the sum up by the share of points that could be reached, rounded half up to whole points. */
function prorate(asked: InstrumentItem[], missing: string[], sum: number, instrument: Instrument): number {
  const points = (items: InstrumentItem[]) => items.reduce((total, item) => total + itemMaximum(instrument, item), 0);
  const reachable = points(asked.filter((item) => !missing.includes(item.id)));
  return Math.round((sum * points(asked)) / reachable);
}

/** No sum: the gravest trigger decides. Green is said only when every question was answered (domain D, S16). */
function triageScore(
  instrument: Instrument,
  values: ReadonlyMap<string, number>,
  missing: string[],
  steps: ScoringStep[],
): Base {
  if (instrument.scoring.kind !== 'triage') throw new TypeError('not a triage');
  const hit = (level: 'red' | 'amber') =>
    instrument.items.filter((item) => item.triage === level && (values.get(item.id) ?? 0) > 0).map((item) => item.id);
  const red = hit('red');
  const amber = hit('amber');
  const complete = missing.length === 0;
  if (red.length === 0 && !complete && amber.length === 0) {
    steps.push({
      rule: 'missing',
      inputs: { missing: missing.length, items: instrument.items.length },
      result: 'incomplete',
    });
    return { raw: null, max: null, severity: null, complete: false, prorated: false };
  }
  const level: TriageLevel = red.length > 0 ? 'red' : amber.length > 0 ? 'amber' : 'green';
  const target = instrument.scoring.levels[level];
  steps.push({ rule: 'triage', inputs: { red: red.join(' '), amber: amber.join(' ') }, result: level });
  return { raw: null, max: null, severity: target.severity, complete, prorated: false, triage: { level, ...target } };
}

function applyFlags(severity: Severity | null, flags: RaisedFlag[], steps: ScoringStep[]): Severity | null {
  let reached = severity;
  for (const flag of flags) {
    if (flag.severity !== null && (reached === null || flag.severity > reached)) reached = flag.severity;
    steps.push({ rule: 'flag', inputs: { code: flag.code, items: flag.items.join(' ') }, result: reached });
  }
  return reached;
}

function countSixActs(
  instrument: Instrument,
  values: ReadonlyMap<string, number>,
  steps: ScoringStep[],
): SixActs | null {
  const acts = instrument.items.filter((item) => item.sixAct);
  if (acts.length === 0) return null;
  const failed = acts.filter((item) => (values.get(item.id) ?? 0) >= 2).length;
  const answered = acts.filter((item) => values.has(item.id)).length;
  const level = failed >= 4 ? 'fully-lost' : failed >= 1 ? 'partly-lost' : 'able';
  steps.push({ rule: 'six-acts', inputs: { failed, answered }, result: level });
  return { failed, answered, level, preScreenOnly: true };
}
