import { z } from 'zod';

const day = z.iso.date();
const fen = z.int().min(0);
const key = z.string().regex(/^[a-z][0-9]+$/);

/** A member of the household on the day, without name, number or birth date. */
const member = z.strictObject({
  key,
  ageYears: z.int().min(0).max(150).nullable(),
  /** Does the law count this person in (B5); who is left out has no share and no income. */
  counted: z.boolean(),
  disability: z.strictObject({ kind: z.string(), grade: z.int().min(1).max(4) }).nullable(),
  illness: z.enum(['none', 'serious']).nullable(),
  workCapacity: z.enum(['full', 'partial', 'none']).nullable(),
  inEducation: z.boolean().nullable(),
  /** Brings up a minor child alone; left out while nobody has asked, as in facts of before the question. */
  singleParent: z.boolean().optional(),
  works: z.enum(['stable', 'seasonal', 'flexible', 'no']).nullable(),
  /** Acts of six that this person cannot do (B23); null = not assessed. */
  failedActs: z.int().min(0).max(6).nullable(),
});

/** One line of the economy; an income line without a member is the whole household's. */
const line = z.strictObject({
  key,
  kind: z.enum(['income', 'expenditure', 'asset']),
  item: z.string(),
  memberKey: key.nullable(),
  fen,
  period: z.enum(['month', 'year', 'once']),
  /** Day of the payment or of the balance. */
  asOf: day,
  method: z.enum(['payslip', 'industry-average', 'declared', 'checked']),
  /** Trade of a flexible job, to be compared with the average of the trade. */
  trade: z.string().nullable(),
  /** Ground on which a thing is left out of the property (R67); null = none. */
  exemptOn: z.string().nullable(),
});

/** Somebody who owes support to the household, by law and in fact (R65). */
const obligor = z.strictObject({
  key,
  /** False for those of B21, who cannot pay: nothing is counted. */
  able: z.boolean(),
  incomeYearFen: fen.nullable(),
  members: z.int().min(1),
  /** People whom this obligor supports, of this household and elsewhere. */
  supports: z.int().min(1),
  /** Named by a court or an agreement, a month. */
  agreedMonthFen: fen.nullable(),
  /** Paid in fact, a month, proven; null = not known. */
  paidMonthFen: fen.nullable(),
  /** What is only told of it; left out where nothing is, as in facts of before the question. */
  toldMonthFen: fen.optional(),
});

/** A status of the authority (R3): of one person, e.g. tekun or orphan, or of the whole household (no member). */
const status = z.strictObject({ status: z.string(), memberKey: key.nullable(), from: day, until: day.nullable() });

const facts = z.strictObject({
  /** YYYY-MM-DD: the day the calculation is for. */
  on: day,
  members: z.array(member),
  /** What the household was asked about: without lines that is nothing, and not asked is unknown. */
  asked: z.strictObject({ income: z.boolean(), expenditure: z.boolean(), asset: z.boolean(), obligors: z.boolean() }),
  lines: z.array(line),
  obligors: z.array(obligor),
  statuses: z.array(status),
  event: z.strictObject({ kind: z.string(), date: day }).nullable(),
});

/** Keys are names: no two of a kind, and a line or status names somebody who is there. */
export const calculationFactsSchema = facts.superRefine(({ members, lines, obligors, statuses }, context) => {
  const keys = [...members, ...lines, ...obligors].map((row) => row.key);
  if (new Set(keys).size < keys.length) context.addIssue({ code: 'custom', message: 'a key stands twice' });
  const people = new Set(members.map((row) => row.key));
  const named = [...lines, ...statuses.map((row) => ({ key: row.status, memberKey: row.memberKey }))];
  for (const { key: own, memberKey } of named)
    if (memberKey !== null && !people.has(memberKey))
      context.addIssue({ code: 'custom', message: `${own} names nobody who is there` });
});

/** All that a calculation knows; it is stored with the result, so that it can be done again. */
export type CalculationFacts = z.infer<typeof calculationFactsSchema>;
export type MemberFacts = CalculationFacts['members'][number];
export type LineFacts = CalculationFacts['lines'][number];
export type StatusFacts = CalculationFacts['statuses'][number];
export type ObligorFacts = CalculationFacts['obligors'][number];
