import { z } from 'zod';

const words = z.string().trim().min(8).max(1000);
const fen = z.int().min(1).max(100_000_000);

/** Why it cannot wait for papers and visit (B24). */
export const MarkUrgent = z.strictObject({ ground: words }).meta({ id: 'MarkUrgent' });
export type MarkUrgent = z.output<typeof MarkUrgent>;

export const GrantUrgentAid = z
  .strictObject({
    amountFen: fen,
    /** Left out: why it could not wait. */
    ground: words.optional(),
  })
  .meta({ id: 'GrantUrgentAid' });
export type GrantUrgentAid = z.output<typeof GrantUrgentAid>;

export const CheckUrgentPapers = z
  .strictObject({
    result: z.enum(['right', 'wrong']),
    /** What is proposed to be reclaimed, up to what was granted; of papers that are wrong. */
    reclaimFen: fen.optional(),
    finding: words,
  })
  .meta({ id: 'CheckUrgentPapers' });
export type CheckUrgentPapers = z.output<typeof CheckUrgentPapers>;

export const DecideUrgentPapers = z
  .strictObject({ decision: z.enum(['reclaim', 'waive']), ground: words })
  .meta({ id: 'DecideUrgentPapers' });
export type DecideUrgentPapers = z.output<typeof DecideUrgentPapers>;
