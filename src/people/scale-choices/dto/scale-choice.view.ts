import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import { screeningAnswers } from '../propose-scales';
import type { ScaleChoice } from '../scale-choice.entity';
import type { Screening } from '../screening';
import type { ChoiceReasons, ScreeningRecord } from '../sealed-choice';

const code = z.string();
const named = z.array(z.strictObject({ id: z.string(), zh: z.string(), en: z.string() }));

/** The ten questions and the facts of the file that they stand beside. */
export const screeningView = z.strictObject({ version: z.string(), questions: named, facts: named });
export type ScreeningView = z.infer<typeof screeningView>;

const proposal = z.strictObject({
  /** At most three, the heaviest first, of one weight by their code. */
  proposed: z.array(
    z.strictObject({
      code,
      weight: z.int(),
      reasons: z.array(z.strictObject({ kind: z.enum(['answer', 'unsure', 'fact']), id: z.string(), weight: z.int() })),
      /** Whom it could be asked about; empty for the household as a whole. */
      memberIds: z.array(z.uuid()),
    }),
  ),
  passed: z.array(
    z.strictObject({ code, weight: z.int(), why: z.enum(['nobody-of-its-ages', 'asked-lately', 'more-than-three']) }),
  ),
});
const decision = z.strictObject({
  dropped: z.record(z.string(), z.string()),
  added: z.array(code),
  addReason: z.string().nullable(),
});

export const scaleChoiceView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    screeningVersion: z.string(),
    proposed: z.array(code),
    /** Null until a person has decided. */
    chosen: z.array(code).nullable(),
    answers: released('answers', z.record(z.string(), z.enum(screeningAnswers)).nullable(), { from: 'summary' }),
    proposal: released('answers', proposal.nullable(), { from: 'summary' }),
    decision: released('answers', decision.nullable(), { from: 'summary' }),
    screenedBy: z.uuid().nullable(),
    screenedAt: z.iso.datetime(),
    decidedBy: z.uuid().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    version: z.int(),
    withheld,
  })
  .meta({ id: 'ScaleChoice' });
export type ScaleChoiceView = z.infer<typeof scaleChoiceView>;

export const scaleChoiceHead = scaleChoiceView
  .omit({ answers: true, proposal: true, decision: true, withheld: true })
  .meta({ id: 'ScaleChoiceHead' });
export type ScaleChoiceHead = z.infer<typeof scaleChoiceHead>;
export const scaleChoicesView = z.strictObject({ items: z.array(scaleChoiceHead), next: z.null() });

export function viewScaleChoiceHead(row: ScaleChoice): ScaleChoiceHead {
  const { id, householdId, screeningVersion, proposed, chosen, screenedBy, decidedBy, version } = row;
  return {
    ...{ id, self: `/api/v1/scale-choices/${id}`, householdId, screeningVersion, proposed, chosen },
    ...{ screenedBy, screenedAt: row.screenedAt.toISOString() },
    ...{ decidedBy, decidedAt: row.decidedAt?.toISOString() ?? null, version },
  };
}

export function viewScaleChoice(
  row: ScaleChoice,
  record: ScreeningRecord | null,
  reasons: ChoiceReasons | null,
  levels: Levels,
): ScaleChoiceView {
  const view = {
    ...viewScaleChoiceHead(row),
    answers: record?.answers ?? null,
    proposal: record && { proposed: record.proposed, passed: record.passed },
    decision: reasons,
  };
  return releaseFields(scaleChoiceView, view, levels);
}

export function viewScreening({ version, questions, facts }: Screening): ScreeningView {
  return { version, questions, facts: facts.map(({ id, zh, en }) => ({ id, zh, en })) };
}
