import { itemMaximum, optionValues } from './instrument';
import type { Instrument, InstrumentFlag, InstrumentItem } from './instrument';

/** What the schema cannot see: names that point nowhere, values out of reach, rules that contradict one another. */
export function instrumentProblems(instrument: Instrument, knownCode: (code: string) => boolean): string[] {
  const ids = instrument.items.map((entry) => entry.id);
  const problems = namedItems(instrument)
    .filter((id) => !ids.includes(id))
    .map((id) => `item ${id} does not exist`);
  if (new Set(ids).size !== ids.length) problems.push('an item id is given twice');
  for (const entry of instrument.items) {
    if (!instrument.options[entry.options]) problems.push(`options ${entry.options} of ${entry.id} do not exist`);
  }
  for (const entry of instrument.needs)
    if (!knownCode(entry.code)) problems.push(`need ${entry.code} is not in the code list`);
  return problems.length > 0 ? problems : meaningProblems(instrument);
}

function namedItems({ flags, needs, items, notApplicable }: Instrument): string[] {
  return [
    ...flags.flatMap((entry) => entry.any),
    ...needs.flatMap((entry) => entry.items.flatMap((rule) => rule.any)),
    ...items.flatMap((entry) => (entry.askIf ? [entry.askIf.item] : [])),
    ...(notApplicable?.any ?? []),
  ];
}

/** Asked when every name is known to point somewhere. */
function meaningProblems(instrument: Instrument): string[] {
  return [
    ...(instrument.scoring.kind === 'sum' ? cutProblems(instrument, instrument.scoring.cuts) : []),
    ...instrument.items.flatMap((entry, place) => itemProblems(instrument, entry, place)),
    ...instrument.flags.flatMap((entry) => flagProblems(instrument, entry)),
    ...needProblems(instrument),
    ...ageProblems(instrument),
    ...applicabilityProblems(instrument),
  ];
}

function cutProblems(instrument: Instrument, [mild, moderate, severe]: readonly number[]): string[] {
  const max = instrument.items
    .filter((entry) => entry.scored)
    .reduce((sum, entry) => sum + itemMaximum(instrument, entry), 0);
  const ordered = (mild ?? 0) < (moderate ?? 0) && (moderate ?? 0) < (severe ?? 0) && (severe ?? 0) <= max;
  return ordered ? [] : [`cuts must rise and stay within ${max}`];
}

/** A question can only hang on one that was asked before it; a computed one has an option for each band. */
function itemProblems(instrument: Instrument, { id, askIf, computed, options }: InstrumentItem, place: number) {
  const problems: string[] = [];
  if (askIf) {
    const gate = instrument.items.findIndex((entry) => entry.id === askIf.item);
    if (gate >= place) problems.push(`item ${id} hangs on a later one`);
    if (tooHigh(instrument, askIf.item, askIf.atLeast)) problems.push(`item ${id} can never be asked`);
  }
  if (computed) {
    const values = (instrument.options[options] ?? []).map((choice) => choice.value);
    const rising = computed.bands.every((band, at) => at === 0 || band > (computed.bands[at - 1] ?? 0));
    if (!rising) problems.push(`bands of ${id} must rise`);
    if (values.join() !== [0, ...computed.bands.map((_band, at) => at + 1)].join())
      problems.push(`item ${id} needs an option for each band`);
  }
  return problems;
}

/** What overrides the sum is always asked, and a mandatory report stays hidden (B31). */
function flagProblems(instrument: Instrument, { code, any, value, ...effects }: InstrumentFlag): string[] {
  const problems: string[] = [];
  const overrides = effects.severity !== null || effects.triage !== null;
  for (const id of any) {
    const entry = instrument.items.find((one) => one.id === id);
    if (overrides && (entry?.askIf || entry?.ages)) problems.push(`item ${id} of flag ${code} must always be asked`);
    if (tooHigh(instrument, id, value)) problems.push(`flag ${code} can never be raised by ${id}`);
  }
  if (effects.mandatoryReport && !effects.restricted) problems.push(`flag ${code} must be restricted`);
  return problems;
}

function needProblems(instrument: Instrument): string[] {
  return instrument.needs.flatMap(({ code, fromSeverity, items }) => {
    if (fromSeverity === undefined && items.length === 0) return [`need ${code} is never opened`];
    return items.flatMap(({ any, value }) =>
      any.filter((id) => tooHigh(instrument, id, value)).map((id) => `need ${code} can never be opened by ${id}`),
    );
  });
}

function ageProblems({ minimumAge, maximumAge, items, needs, retestMonths }: Instrument): string[] {
  const problems = [...items, ...needs]
    .filter(({ ages }) => ages && ages.from > ages.to)
    .map((entry) => `ages of ${'code' in entry ? entry.code : entry.id} must rise`);
  if (minimumAge !== null && maximumAge !== null && minimumAge > maximumAge) problems.push('ages must rise');
  if (retestMonths && retestMonths[0] > retestMonths[1]) problems.push('months of the next test must rise');
  return problems;
}

/**
 * A scored question cannot decide whether the scale applies: a worse answer would lower the result. Nor can a scale with
 * red flags be found not applicable: they would go unheard.
 */
function applicabilityProblems({ notApplicable, items, flags }: Instrument): string[] {
  if (!notApplicable) return [];
  const scored = notApplicable.any.filter((id) => items.find((entry) => entry.id === id)?.scored);
  return [
    ...scored.map((id) => `item ${id} is scored and cannot decide whether the scale applies`),
    ...flags
      .filter(({ severity, triage }) => severity !== null || triage !== null)
      .map(({ code }) => `flag ${code} would go unheard where the scale does not apply`),
  ];
}

function tooHigh(instrument: Instrument, id: string, value: number): boolean {
  const entry = instrument.items.find((one) => one.id === id);
  return entry !== undefined && Math.max(...optionValues(instrument, entry)) < value;
}
