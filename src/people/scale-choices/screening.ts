import { z } from 'zod';

const bilingual = { zh: z.string().min(1), en: z.string().min(1) };
const id = z.string().regex(/^[a-z][a-z-]*$/);
const weight = z.int().min(1).max(5);
const ages = z.strictObject({ from: z.int().min(0).default(0), to: z.int().max(150).default(150) });

/** Holds where one of the people fits all that is named. What nobody has recorded fits nothing. */
const memberFact = z.strictObject({
  ages: ages.optional(),
  disability: z.literal(true).optional(),
  gradeAtMost: z.int().min(1).max(4).optional(),
  inEducation: z.boolean().optional(),
  illness: z.literal('serious').optional(),
  singleParent: z.literal(true).optional(),
  works: z
    .array(z.enum(['stable', 'seasonal', 'flexible', 'no']))
    .min(1)
    .optional(),
  workCapacity: z
    .array(z.enum(['full', 'partial', 'none', 'unknown']))
    .min(1)
    .optional(),
});
const householdFact = z.strictObject({
  membersAtMost: z.int().min(1).optional(),
  /** An adult lives with somebody of whom this fact of a member speaks. */
  adultBeside: id.optional(),
});
const fact = z.strictObject({ id, ...bilingual, member: memberFact.optional(), household: householdFact.optional() });
const rule = z.strictObject({
  scale: z.string().regex(/^S\d{2}$/),
  question: id.optional(),
  fact: id.optional(),
  weight,
});

/** The ten questions, the facts and what they weigh, as data (R18). */
export const screeningSchema = z.strictObject({
  version: z.string(),
  /** So many scales at most are proposed. */
  most: z.int().min(1).max(3),
  atLeast: z.int().min(1),
  /** What an answer "not sure" weighs at most. */
  unsure: weight,
  questions: z.array(z.strictObject({ id, ...bilingual })).length(10),
  facts: z.array(fact).min(1),
  rules: z.array(rule).min(1),
});
export type Screening = z.infer<typeof screeningSchema>;
export type ScreeningFact = Screening['facts'][number];

/** What the schema cannot see: names that point nowhere, or twice. */
export function screeningProblems({ questions, facts, rules }: Screening, scales: readonly string[]): string[] {
  const known = { question: questions.map((one) => one.id), fact: facts.map((one) => one.id) };
  const twice = [...known.question, ...known.fact].filter((one, at, all) => all.indexOf(one) !== at);
  return [
    ...twice.map((one) => `${one} is given twice`),
    ...facts.flatMap(({ id: of, member, household }) => {
      const beside = household?.adultBeside;
      const stray = beside !== undefined && !facts.some((one) => one.id === beside && one.member);
      return [
        ...((member === undefined) === (household === undefined)
          ? [`fact ${of} asks for a member or a household`]
          : []),
        ...(stray ? [`fact ${of} points to no fact of a member`] : []),
      ];
    }),
    ...rules.flatMap(({ scale, question, fact: of }) => [
      ...(scales.includes(scale) ? [] : [`scale ${scale} does not exist`]),
      ...((question === undefined) === (of === undefined) ? [`a rule of ${scale} asks for a question or a fact`] : []),
      ...(question !== undefined && !known.question.includes(question) ? [`question ${question} does not exist`] : []),
      ...(of !== undefined && !known.fact.includes(of) ? [`fact ${of} does not exist`] : []),
    ]),
  ];
}
