import { z } from 'zod';

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const stem = z.string().min(1).max(30);
const severity = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
const option = z.strictObject({ value: z.int().min(0).max(4), zh: z.string().min(1), en: z.string().min(1) });

const item = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  zh: stem,
  en: stem,
  options: z.string(),
  /** High answers mean little need: the value is turned round before it counts. */
  reverse: z.boolean().default(false),
  /** False for questions that only raise a flag. */
  scored: z.boolean().default(true),
  /** One of the six statutory acts of B23. */
  sixAct: z.boolean().default(false),
  triage: z.enum(['red', 'amber']).optional(),
});
const itemRule = z.strictObject({ any: z.array(z.string()).min(1), value: z.int().min(1), severity });
const need = z.strictObject({
  code: z.string(),
  who: z.enum(['person', 'household']),
  fromSeverity: z.int().min(1).max(3).optional(),
  items: z.array(itemRule).default([]),
});
const flag = z.strictObject({
  code: z.string(),
  any: z.array(z.string()).min(1),
  value: z.int().min(1),
  severity: severity.nullable(),
  triage: z.enum(['red', 'amber']).nullable(),
});
const triageTarget = z.strictObject({
  severity,
  contactHours: z.int().nullable(),
  aidHours: z.int().nullable(),
  contactWorkDays: z.int().nullable(),
  route: z.enum(['centre-direct', 'holding-tier']),
  bypassPolicyFirst: z.boolean(),
});
const scoring = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sum'), cuts: z.tuple([z.int().min(1), z.int(), z.int()]) }),
  z.strictObject({
    kind: z.literal('triage'),
    levels: z.strictObject({ red: triageTarget, amber: triageTarget, green: triageTarget }),
  }),
]);

/** One scale of domain D as data: questions in our own words, how they count and what they open. */
export const instrumentSchema = z.strictObject({
  code: z.string().regex(/^S\d{2}$/),
  version: z.string(),
  name: bilingual,
  construct: bilingual,
  subject: z.enum(['person', 'household']),
  minimumAge: z.int().nullable(),
  modes: z.array(z.enum(['self', 'proxy', 'observed'])).min(1),
  lookBack: z.strictObject({ days: z.int().min(0), zh: z.string(), en: z.string() }),
  options: z.record(z.string(), z.array(option).min(2)),
  items: z.array(item).min(1),
  scoring,
  flags: z.array(flag),
  needs: z.array(need),
});

export type Instrument = z.infer<typeof instrumentSchema>;
export type InstrumentItem = Instrument['items'][number];
export type Severity = z.infer<typeof severity>;
export type TriageLevel = 'red' | 'amber' | 'green';
export type TriageTarget = z.infer<typeof triageTarget>;

/** Values a person may choose for an item. */
export function optionValues(instrument: Instrument, of: InstrumentItem): number[] {
  return (instrument.options[of.options] ?? []).map((choice) => choice.value);
}

/** The highest need value an item can have. */
export function itemMaximum(instrument: Instrument, of: InstrumentItem): number {
  return Math.max(...optionValues(instrument, of));
}

/** What the schema cannot see: names that point nowhere, cuts out of order or out of reach. */
export function instrumentProblems(instrument: Instrument, knownCode: (code: string) => boolean): string[] {
  const ids = instrument.items.map((entry) => entry.id);
  const named = [...instrument.flags.flatMap((entry) => entry.any)];
  for (const entry of instrument.needs) named.push(...entry.items.flatMap((rule) => rule.any));
  const problems = named.filter((id) => !ids.includes(id)).map((id) => `item ${id} does not exist`);
  if (new Set(ids).size !== ids.length) problems.push('an item id is given twice');
  for (const entry of instrument.items) {
    if (!instrument.options[entry.options]) problems.push(`options ${entry.options} of ${entry.id} do not exist`);
  }
  for (const entry of instrument.needs)
    if (!knownCode(entry.code)) problems.push(`need ${entry.code} is not in the code list`);
  if (instrument.scoring.kind === 'sum' && problems.length === 0)
    problems.push(...cutProblems(instrument, instrument.scoring.cuts));
  return problems;
}

function cutProblems(instrument: Instrument, [mild, moderate, severe]: readonly number[]): string[] {
  const max = instrument.items
    .filter((entry) => entry.scored)
    .reduce((sum, entry) => sum + itemMaximum(instrument, entry), 0);
  const ordered = (mild ?? 0) < (moderate ?? 0) && (moderate ?? 0) < (severe ?? 0) && (severe ?? 0) <= max;
  return ordered ? [] : [`cuts must rise and stay within ${max}`];
}
