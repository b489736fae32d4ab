import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { ProposalQuery, RecalculationReason } from './recalculation.dto';

const { movement, township } = ProposalQuery.shape;

/** What the families have in common; left out: all that nobody has decided. */
export const ConfirmableQuery = z.strictObject({ movement, township });
export type ConfirmableQuery = z.output<typeof ConfirmableQuery>;

/** All families that fit, as they are proposed; `families` is the number that was shown before. */
export const ConfirmFitting = z
  .strictObject({
    movement,
    township: z.int().positive().max(2_147_483_647).optional(),
    families: z.int().positive().max(1_000_000),
  })
  .meta({ id: 'ConfirmFittingProposals' });
export type ConfirmFitting = z.output<typeof ConfirmFitting>;

export const UndoConfirmation = RecalculationReason;

export const ConfirmationQuery = z.strictObject(pageQuery);
export type ConfirmationQuery = z.output<typeof ConfirmationQuery>;
