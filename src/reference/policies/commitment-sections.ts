import { z } from 'zod';
import type { DataProblem } from '../data-files';
import { source } from './means-sections';

/** Notice and commitment (R89): for which papers a household may stand by its word, and how many are looked at later. */
const code = z.string().regex(/^[a-z][a-z0-9-]*$/);

const commitments = z.strictObject({
  /** The text of duty and consequence that is read with the household; both languages stand among the texts. */
  text: code,
  /** Share of the commitments that a draw takes for the later check. */
  samplePercent: z.int().min(1).max(100),
  /** Working days from the draw to the outcome (R100). */
  checkWorkDays: z.int().positive(),
  ...source,
  /** Papers of an act that a word may stand for; for any other act every paper is asked for. */
  waivers: z.array(z.strictObject({ act: code, papers: z.array(code).min(1), ...source })),
});

export const commitmentSchemas = { commitments: z.strictObject({ commitments }) };

export type CommitmentRules = z.infer<typeof commitments>;

/** One row an act, and each paper once. */
export function problemsOfCommitments(content: { commitments: CommitmentRules }): DataProblem[] {
  const { waivers } = content.commitments;
  return waivers.flatMap(({ act, papers }, place): DataProblem[] => {
    const path = ['commitments', 'waivers', place];
    return [
      ...(waivers.findIndex((row) => row.act === act) < place ? [{ path, message: `${act} has two rows` }] : []),
      ...(new Set(papers).size < papers.length ? [{ path, message: `${act} names a paper twice` }] : []),
    ];
  });
}
