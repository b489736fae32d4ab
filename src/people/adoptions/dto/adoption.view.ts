import { z } from 'zod';
import type { Adoption } from '../adoption.entity';
import { adoptionLifecycle } from '../adoption.lifecycle';

export const adoptionView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  number: z.string(),
  draftId: z.uuid(),
  simulationId: z.uuid(),
  effectiveFrom: z.iso.date(),
  reason: z.string(),
  state: z.enum(adoptionLifecycle.states),
  askedBy: z.uuid(),
  askedAt: z.iso.datetime(),
  decidedBy: z.uuid().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionReason: z.string().nullable(),
  /** The pack that it became: `/policy-packs/{packCode}`. */
  packCode: z.string().nullable(),
  packVersion: z.string().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawReason: z.string().nullable(),
  version: z.int(),
});
export const adoptionsView = z.strictObject({ items: z.array(adoptionView), next: z.string().nullable() });
export type AdoptionView = z.infer<typeof adoptionView>;

export function viewAdoption(row: Adoption): AdoptionView {
  const { districtCode: _, draftVersion: __, withdrawnBy: ___, ...rest } = row;
  return {
    ...rest,
    self: `/api/v1/pack-adoptions/${row.id}`,
    askedAt: row.askedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}
