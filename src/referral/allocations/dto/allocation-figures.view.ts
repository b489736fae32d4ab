import { z } from 'zod';
import { allocationOutcomes } from '../allocation-need.entity';
import type { RoundChange } from '../allocation-figures.store';

/** Supply against demand of each service, most needs first; at most a hundred. */
export const allocationFiguresView = z
  .strictObject({
    codes: z.array(
      z.strictObject({
        code: z.string(),
        needs: z.int(),
        assigned: z.int(),
        lost: z.int(),
        unmatchable: z.int(),
        places: z.int().describe('An offering of several services counts with each'),
        openEnded: z.int().describe('Offerings that state no number of places'),
      }),
    ),
    changed: z.int().describe('Needs that got something else in the round before'),
  })
  .meta({ id: 'AllocationFigures' });

const outcome = z.enum(allocationOutcomes);
export const roundChangeView = z.strictObject({
  needId: z.uuid(),
  self: z.string(),
  code: z.string(),
  before: z.strictObject({ outcome, offeringId: z.uuid().nullable() }),
  after: z.strictObject({ outcome, offeringId: z.uuid().nullable() }),
});
export const roundChangesView = z.strictObject({ items: z.array(roundChangeView), next: z.string().nullable() });

export const viewRoundChange = (row: RoundChange): z.infer<typeof roundChangeView> => ({
  ...{ needId: row.needId, self: `/api/v1/needs/${row.needId}`, code: row.code },
  before: { outcome: row.outcomeBefore, offeringId: row.offeringBefore },
  after: { outcome: row.outcome, offeringId: row.offeringId },
});
