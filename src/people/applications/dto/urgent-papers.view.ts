import { z } from 'zod';
import { released } from '../../../trust/access';
import { urgentPapersLifecycle } from '../urgent-papers.lifecycle';

const time = z.iso.datetime().nullable();
const words = released('economy', z.string().nullable(), { from: 'summary' });

/** The papers of an urgent grant (B24); part of the application, which says what is withheld. */
export const urgentPapersView = z.strictObject({
  state: z.enum(urgentPapersLifecycle.states),
  dueAt: z.iso.datetime(),
  late: z.boolean(),
  broughtAt: time,
  checkedAt: time,
  checkedByName: z.string().nullable(),
  finding: words,
  reclaimFen: released('economy', z.int().nullable(), { from: 'summary' }),
  decidedAt: time,
  decidedByName: z.string().nullable(),
  ground: words,
  moves: z.array(z.string()),
});
