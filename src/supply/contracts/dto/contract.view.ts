import { z } from 'zod';
import type { Contract } from '../contract.entity';
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
    committedFen: z.number(),
    spentFen: z.number(),
    leftFen: z.number(),
    state: z.enum(contractStates),
    version: z.number(),
  })
  .meta({ id: 'Contract' });
export type ContractView = z.infer<typeof contractView>;
export const contractsView = z.object({ items: z.array(contractView), next: z.string().nullable() });

export function viewContract({ createdAt: _at, ...contract }: Contract): ContractView {
  const { id, budgetFen, committedFen, spentFen } = contract;
  return { ...contract, self: `/api/v1/contracts/${id}`, leftFen: budgetFen - committedFen - spentFen };
}
