import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import type { AnsweredBy } from '../answerers';
import type { Assessment } from '../assessment.entity';
import type { Question } from '../questions';
import { answererRelations, presentCodes } from './assessment.dto';
import type { Answers, ScoreResult } from '../score-result';
import type { UrgentDeadlines } from '../urgent-acts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const severity = z.int().min(0).max(3).nullable();

/** The result as it was computed; explained by `steps`. */
const result = z.strictObject({
  complete: z.boolean(),
  prorated: z.boolean(),
  missing: z.array(z.string()),
  steps: z.array(z.strictObject({ rule: z.string(), inputs: z.record(z.string(), cell), result: cell })),
  sixActs: z
    .strictObject({
      failed: z.int(),
      answered: z.int(),
      level: z.enum(['able', 'partly-lost', 'fully-lost']),
      preScreenOnly: z.literal(true),
    })
    .nullable(),
  route: z.enum(['centre-direct', 'holding-tier']).nullable(),
  bypassPolicyFirst: z.boolean(),
});

/** How one question stands: asked, not for this person and why, or answered by the file. */
const question = z.strictObject({
  item: z.string(),
  state: z.enum(['asked', 'skipped', 'computed']),
  because: z.union([z.literal('age'), z.strictObject({ item: z.string() })]).nullable(),
  value: z.int().nullable(),
  factMissing: z.boolean(),
});

export const assessmentView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  memberId: z.uuid().nullable(),
  instrument: z.string(),
  instrumentVersion: z.string(),
  mode: z.enum(['self', 'proxy', 'observed']),
  assessorId: z.uuid(),
  state: z.enum(['draft', 'completed']),
  score: released('answers', z.int().nullable(), { from: 'summary' }),
  maximum: released('answers', z.int().nullable(), { from: 'summary' }),
  severity: released('need', severity, { from: 'summary' }),
  triage: released('need', z.enum(['red', 'amber', 'green']).nullable(), { from: 'summary' }),
  flags: released('answers', z.array(z.string()), { from: 'summary' }),
  present: z.array(z.enum(presentCodes)),
  secondsActive: z.int(),
  /** Answered on paper first, and the day of the answers where it is another one. */
  paper: z.boolean(),
  answeredOn: z.iso.date().nullable(),
  /** The first assessor's, where this is a second one; and whether this one counts. */
  secondOf: z.uuid().nullable(),
  counts: z.boolean(),
  startedAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
  /** The draft that follows this one, whose scale has changed. */
  restartedAs: z.uuid().nullable(),
  /** First and last day of the next test; null for a draft, and for what is asked at every intake (S16). */
  retestFrom: z.iso.date().nullable(),
  retestUntil: z.iso.date().nullable(),
  result: released('answers', result.nullable(), { from: 'summary' }),
  /** Null for everybody but the assessor of a draft and the station afterwards (C3). */
  answers: released('answers', z.record(z.string(), z.int().nullable()).nullable(), { from: 'full' }),
  /** Who answered for the person (R98); null where they answered themselves. */
  answeredBy: released(
    'contact',
    z
      .strictObject({
        name: z.string(),
        relation: z.enum(answererRelations),
        reason: z.string().nullable(),
        basis: z.enum(['guardian', 'mandate', 'stated']),
      })
      .nullable(),
    { from: 'masked' },
  ),
  childWords: released('answers', z.string().nullable(), { from: 'full' }),
  /** Of a draft, for its assessor: what has to be asked, given the answers so far. */
  questions: released('answers', z.array(question).nullable(), { from: 'full' }),
  contactBy: z.iso.datetime().nullable(),
  aidBy: z.iso.datetime().nullable(),
  version: z.int(),
  withheld,
});
export type AssessmentView = z.infer<typeof assessmentView>;

export const assessmentHead = assessmentView.omit({
  ...{ result: true, answers: true, childWords: true, questions: true, answeredBy: true, contactBy: true, aidBy: true },
});
export type AssessmentHead = z.infer<typeof assessmentHead>;
export const assessmentsView = z.strictObject({ items: z.array(assessmentHead), next: z.null() });

function headOf(assessment: Assessment) {
  const {
    answersCiphertext: _sealed,
    answeredByCiphertext: _answerer,
    childWordsCiphertext: _words,
    decisionCiphertext: _decision,
    ...rest
  } = assessment;
  const { result: _result, decidedBy: _by, decidedAt: _at, present, retestFrom, retestUntil, ...row } = rest;
  return {
    ...row,
    present: present as Array<(typeof presentCodes)[number]>,
    self: `/api/v1/assessments/${row.id}`,
    startedAt: row.startedAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
    retestFrom: retestFrom ?? null,
    retestUntil: retestUntil ?? null,
  };
}

export function viewAssessmentHead(row: Assessment, levels: Levels): AssessmentHead {
  return releaseFields(assessmentHead, headOf(row), levels);
}

/** What only some readers may have; opened by the caller, who knows; null else. */
export interface Opened {
  answers: Answers | null;
  answeredBy: AnsweredBy | null;
  childWords: string | null;
  questions: readonly Question[] | null;
}

export function viewAssessment(
  row: Assessment,
  { answers, answeredBy, childWords, questions }: Opened,
  due: UrgentDeadlines,
  levels: Levels,
): AssessmentView {
  const view = {
    ...headOf(row),
    result: row.result && viewResult(row.result),
    answers: answers && Object.fromEntries(Object.entries(answers).map(([item, value]) => [item, value ?? null])),
    answeredBy: answeredBy && {
      ...{ name: answeredBy.name, relation: answeredBy.relation, reason: answeredBy.reason, basis: answeredBy.basis },
    },
    childWords,
    questions: questions && [...questions],
    contactBy: due.contactBy?.toISOString() ?? null,
    aidBy: due.aidBy?.toISOString() ?? null,
  };
  return releaseFields(assessmentView, view, levels);
}

function viewResult({ complete, prorated, missing, steps, sixActs, triage }: ScoreResult): z.infer<typeof result> {
  return {
    ...{ complete, prorated, missing },
    steps: steps.map((step) => ({ ...step, inputs: { ...step.inputs } })),
    sixActs: sixActs ?? null,
    route: triage?.route ?? null,
    bypassPolicyFirst: triage?.bypassPolicyFirst ?? false,
  };
}
