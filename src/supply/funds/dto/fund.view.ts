import { z } from 'zod';
import type { Fund } from '../fund.entity';
import type { FundRequest } from '../fund-request.entity';
import { fundLayers, fundRequestStates, fundStates } from './fund.dto';

const text = z.string().nullable();

export const fundView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    name: z.string(),
    districtCode: z.string(),
    purpose: z.string(),
    donorRestriction: text,
    balanceFen: z.number(),
    reservedFen: z.number(),
    leftFen: z.number(),
    householdCeilingFen: z.number(),
    layer: z.enum(fundLayers),
    state: z.enum(fundStates),
    version: z.number(),
  })
  .meta({ id: 'Fund' });
export type FundView = z.infer<typeof fundView>;
export const fundsView = z.object({ items: z.array(fundView), next: text });

export function viewFund({ createdAt: _at, ...fund }: Fund): FundView {
  return { ...fund, self: `/api/v1/funds/${fund.id}`, leftFen: fund.balanceFen - fund.reservedFen };
}

export const fundRequestView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    fundId: z.uuid(),
    holderId: z.uuid(),
    amountFen: z.number(),
    purpose: z.string(),
    state: z.enum(fundRequestStates),
    requestedBy: z.uuid(),
    firstApprover: text,
    secondApprover: text,
    createdAt: z.string(),
    decidedAt: text,
    version: z.number(),
  })
  .meta({ id: 'FundRequest' });
export type FundRequestView = z.infer<typeof fundRequestView>;
export const fundRequestsView = z.object({ items: z.array(fundRequestView), next: text });

export function viewFundRequest({ districtCode: _district, ...request }: FundRequest): FundRequestView {
  return {
    ...request,
    self: `/api/v1/funds/${request.fundId}/requests/${request.id}`,
    createdAt: request.createdAt.toISOString(),
    decidedAt: request.decidedAt?.toISOString() ?? null,
  };
}
