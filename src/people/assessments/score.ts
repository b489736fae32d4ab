import { invalid } from '../../platform/errors';
import type { FieldError } from '../../platform/errors';
import { type AskedItems, askedItems, inapplicableBy, reachablePoints } from './asked-items';
import { itemMaximum, optionValues } from './instrument';
import type { Instrument, Severity, TriageLevel } from './instrument';
import { deriveNeeds } from './derive-needs';
import type { Answers, RaisedFlag, ScoreResult, ScoringContext, ScoringStep, SixActs } from './score-result';

const missingAllowed = 0.2;

/**
 * Scores an instrument: pure, explained step by step, high = greater need (domain D). Results are operational need
 * levels, not diagnoses and not eligibility. Skipped questions are not missing and their points cannot be reached; the
 * cuts stay where they are, else a worse answer that opens more questions could lower the level.
 * @throws AppError 422 for an item that does not exist or a value that is not one of its options
 */
export function score(
  instrument: Instrument,
  answers: Answers,
  context: ScoringContext = { ageYears: null },
): ScoreResult {
  refuseUnknown(instrument, answers);
  const { ageYears } = context;
  const asked = askedItems(instrument, needValues(instrument, answers), ageYears);
  const steps = [...ageSteps(instrument, context), ...shownSteps(instrument, context)];
  const refused = inapplicableBy(instrument, asked.values);
  if (refused.length > 0) return inapplicable(instrument, refused, steps);
  noteSkipped(instrument, asked, steps);
  const flags = raiseFlags(instrument, asked.values);
  const missing = asked.scored.filter((item) => !asked.values.has(item.id)).map((item) => item.id);
  const base =
    instrument.scoring.kind === 'triage'
      ? triageScore(instrument, asked.values, missing, steps)
      : sumScore(instrument, asked, missing, steps);
  const severity = applyFlags(base.severity, flags, steps);
  const sixActs = countSixActs(instrument, asked.values, steps);
  return {
    instrument: instrument.code,
    version: instrument.version,
    ...base,
    severity,
    missing,
    ...(asked.skipped.length > 0 ? { skipped: asked.skipped.map(({ id }) => id) } : {}),
    flags,
    steps,
    ...(sixActs ? { sixActs } : {}),
    needs: deriveNeeds(instrument, asked.values, { severity, complete: base.complete, ageYears }),
  };
}

/** No level and no need: the scale measures what this person is not asked for (S14). */
function inapplicable(instrument: Instrument, items: string[], steps: ScoringStep[]): ScoreResult {
  const { code, version } = instrument;
  const none = { raw: null, max: null, severity: null, complete: true, prorated: false };
  const step = { rule: 'not-applicable', inputs: { because: items.join(' ') }, result: true };
  const lists = { missing: [], flags: [], steps: [...steps, step], needs: [] };
  return { instrument: code, version, ...none, notApplicable: true, ...lists };
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
export function needValues(instrument: Instrument, answers: Answers): Map<string, number> {
  const values = new Map<string, number>();
  for (const item of instrument.items) {
    const value = answers[item.id];
    if (value === null || value === undefined) continue;
    values.set(item.id, item.reverse ? itemMaximum(instrument, item) - value : value);
  }
  return values;
}

function ageSteps({ minimumAge, maximumAge }: Instrument, { ageYears }: ScoringContext): ScoringStep[] {
  if (ageYears === null) return [];
  const result = 'read-with-care';
  if (minimumAge !== null && ageYears < minimumAge)
    return [{ rule: 'outside-age', inputs: { ageYears, minimumAge }, result }];
  if (maximumAge !== null && ageYears > maximumAge)
    return [{ rule: 'outside-age', inputs: { ageYears, maximumAge }, result }];
  return [];
}

/** The share of rigid spending is told to who reads the result; whether it is too high is not decided here (B18). */
function shownSteps({ shows }: Instrument, { rigidShare }: ScoringContext): ScoringStep[] {
  if (!shows.includes('rigid-share') || !rigidShare) return [];
  return [{ rule: 'rigid-share', inputs: { ...rigidShare }, result: 'shown-only' }];
}

function noteSkipped(instrument: Instrument, { skipped, values }: AskedItems, steps: ScoringStep[]): void {
  const computed = instrument.items.filter((item) => item.computed && values.has(item.id)).length;
  if (computed > 0) steps.push({ rule: 'computed', inputs: { items: computed }, result: true });
  if (skipped.length === 0) return;
  const points = reachablePoints(
    instrument,
    skipped.filter((item) => item.scored),
  );
  const inputs = { items: skipped.length, skipped: skipped.map(({ id }) => id).join(' ') };
  steps.push({ rule: 'skipped', inputs, result: points });
}

function raiseFlags(instrument: Instrument, values: ReadonlyMap<string, number>): RaisedFlag[] {
  return instrument.flags.flatMap(({ any, value, ...flag }) => {
    const items = any.filter((id) => (values.get(id) ?? 0) >= value);
    return items.length > 0 ? [{ ...flag, items }] : [];
  });
}

type Base = Pick<ScoreResult, 'raw' | 'max' | 'severity' | 'complete' | 'prorated' | 'triage'>;

function sumScore(
  instrument: Instrument,
  { scored: asked, values }: AskedItems,
  missing: string[],
  steps: ScoringStep[],
): Base {
  if (instrument.scoring.kind !== 'sum') throw new TypeError('not a summed instrument');
  const max = reachablePoints(instrument, asked);
  const sum = asked.reduce((total, item) => total + (values.get(item.id) ?? 0), 0);
  const reversed = asked.filter((item) => item.reverse).length;
  if (reversed > 0) steps.push({ rule: 'reverse', inputs: { items: reversed }, result: true });
  steps.push({ rule: 'sum', inputs: { answered: asked.length - missing.length, items: asked.length }, result: sum });
  if (missing.length / asked.length > missingAllowed) {
    steps.push({ rule: 'missing', inputs: { missing: missing.length, items: asked.length }, result: 'incomplete' });
    return { raw: sum, max, severity: null, complete: false, prorated: false };
  }
  // Scaled up by the share of points that could be reached, rounded half up to whole points.
  const answered = asked.filter((item) => !missing.includes(item.id));
  const raw = missing.length === 0 ? sum : Math.round((sum * max) / reachablePoints(instrument, answered));
  if (missing.length > 0) steps.push({ rule: 'prorate', inputs: { missing: missing.length, sum }, result: raw });
  const [mild, moderate, severe] = instrument.scoring.cuts;
  const severity = raw >= severe ? 3 : raw >= moderate ? 2 : raw >= mild ? 1 : 0;
  steps.push({ rule: 'cuts', inputs: { raw, mild, moderate, severe }, result: severity });
  return { raw, max, severity, complete: true, prorated: missing.length > 0 };
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
