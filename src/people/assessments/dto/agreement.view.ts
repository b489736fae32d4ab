import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import type { PairOfAnswers } from '../assessment-views';

const answer = z.int().nullable();

/** Two assessors' answers beside one another. */
export const agreementView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  firstId: z.uuid(),
  secondId: z.uuid(),
  instrument: z.string(),
  items: released(
    'answers',
    z.array(z.strictObject({ item: z.string(), first: answer, second: answer, same: z.boolean().nullable() })),
    { from: 'full' },
  ),
  /** Questions that both answered, and those answered alike. */
  both: z.int(),
  same: z.int(),
  /** Cohen's kappa with quadratic weights; null where nothing can be said. */
  kappa: z.number().nullable(),
  counts: z.enum(['first', 'second']),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.uuid().nullable(),
  reason: released('answers', z.string().nullable(), { from: 'full' }),
  version: z.int(),
  withheld,
});
export type AgreementView = z.infer<typeof agreementView>;

export function viewAgreement({ first, second, comparison, reason }: PairOfAnswers, levels: Levels): AgreementView {
  const view = {
    id: second.id,
    self: `/api/v1/assessments/${second.id}/agreement`,
    firstId: first.id,
    secondId: second.id,
    instrument: second.instrument,
    ...comparison,
    counts: second.counts ? ('second' as const) : ('first' as const),
    decidedAt: second.decidedAt?.toISOString() ?? null,
    decidedBy: second.decidedBy,
    reason,
    version: second.version,
  };
  return releaseFields(agreementView, view, levels);
}
