import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { movements, simulationCircles } from '../../simulations';
import { recalculationStates } from '../recalculation.entity';
import { proposalStates } from '../recalculation-household.entity';

const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
const reason = z.string().trim().min(8).max(500);
const householdClass = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
/** Families of one press: each is a decision of its own, made within one request. */
export const AT_ONCE = 50;
const householdIds = z.array(z.uuid()).min(1).max(AT_ONCE);

export const RecalculationQuery = z.strictObject({
  adoptionId: z.uuid().optional(),
  state: z.enum(recalculationStates).optional(),
  ...pageQuery,
});
export type RecalculationQuery = z.output<typeof RecalculationQuery>;

/** Filters of the families of a batch; all of them stand in the address. */
export const ProposalQuery = z.strictObject({
  movement: z.enum(movements).optional(),
  state: z.enum(proposalStates).optional(),
  /** Id of a region. */
  township: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  told: flag.optional(),
  /** Those that came to something else than when they were simulated. */
  changed: flag.optional(),
  ...pageQuery,
});
export type ProposalQuery = z.output<typeof ProposalQuery>;

/** A decision on one family: as proposed, or otherwise with a reason (R12). */
export const ConfirmProposal = z
  .strictObject({
    class: householdClass.optional(),
    secondary: z.array(householdClass).max(3).optional(),
    circle: z.enum(simulationCircles).optional(),
    reason: reason.optional(),
  })
  .meta({ id: 'ConfirmProposal' });
export type ConfirmProposal = z.output<typeof ConfirmProposal>;

/** Several families as they are proposed. */
export const ConfirmProposals = z.strictObject({ householdIds }).meta({ id: 'ConfirmProposals' });
export type ConfirmProposals = z.output<typeof ConfirmProposals>;

export const RecalculationReason = z.strictObject({ reason }).meta({ id: 'RecalculationReason' });
export type RecalculationReason = z.output<typeof RecalculationReason>;

/** Households whose notices were handed over. */
export const ToldHouseholds = z.strictObject({ householdIds }).meta({ id: 'ToldHouseholds' });
export type ToldHouseholds = z.output<typeof ToldHouseholds>;
