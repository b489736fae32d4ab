import { z } from 'zod';
import type { ContractEntry } from '../contract-entry.entity';
import type { ContractStanding } from '../contracts.service';
import { contractStates } from './contract.dto';

export const contractView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    providerId: z.uuid(),
    districtCode: z.string(),
    title: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    unit: z.string(),
    unitPriceFen: z.number(),
    quantity: z.number(),
    budgetFen: z.number(),
    /** Bound by orders that are not served yet. What is used of restricted services, under ten units, is null to a supervisor. */
    committedUnits: z.number().int().nullable(),
    committedFen: z.number().nullable(),
    /** Paid for recorded service (R74). */
    spentUnits: z.number().int().nullable(),
    spentFen: z.number().nullable(),
    leftUnits: z.number().int().nullable(),
    leftFen: z.number().nullable(),
    /** Committed and spent, of units or of money, whichever is more. */
    usedPercent: z.number().int().nullable(),
    /** Signed and at 80 % or more. */
    nearlySpent: z.boolean(),
    state: z.enum(contractStates),
    version: z.number(),
  })
  .meta({ id: 'Contract' });
export type ContractView = z.infer<typeof contractView>;
export const contractsView = z.object({ items: z.array(contractView), next: z.string().nullable() });

/** One entry of the ledger; `holderId` is the referral, `sourceId` the delivery. */
export const contractEntryView = z
  .object({
    id: z.uuid(),
    kind: z.enum(['opened', 'corrected', 'committed', 'released', 'spent', 'returned']),
    units: z.number().int(),
    amountFen: z.number(),
    holderId: z.uuid().nullable(),
    sourceId: z.uuid().nullable(),
    enteredAt: z.iso.datetime(),
    note: z.string().nullable(),
  })
  .meta({ id: 'ContractEntry' });
export const contractEntriesView = z.object({ items: z.array(contractEntryView), next: z.string().nullable() });

export function viewContract({ contract, balance, untold, nearlySpent, ...left }: ContractStanding): ContractView {
  const { createdAt: _at, ...terms } = contract;
  const { committedUnits, committedFen, spentUnits, spentFen } = balance;
  const use = { committedUnits, committedFen, spentUnits, spentFen, ...left };
  return { ...terms, self: `/api/v1/contracts/${contract.id}`, ...(untold ? UNTOLD : use), nearlySpent };
}

const UNTOLD = {
  ...{ committedUnits: null, committedFen: null, spentUnits: null, spentFen: null },
  ...{ leftUnits: null, leftFen: null, usedPercent: null },
};

export function viewEntry(entry: ContractEntry): z.infer<typeof contractEntryView> {
  const { id, kind, units, amountFen, holderId, sourceId, enteredAt, note } = entry;
  return { id, kind, units, amountFen, holderId, sourceId, enteredAt: enteredAt.toISOString(), note };
}
