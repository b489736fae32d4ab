import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { allocationModels, floorGroups } from '../allocation.entity';
import { allocationLifecycle } from '../allocation.lifecycle';
import { allocationOutcomes, publications } from '../allocation-need.entity';
import { pinKinds } from '../allocation-pin.entity';

const reason = z.string().trim().min(8).max(500);
const code = z.string().regex(/^[A-Z]{2}(-\d{2})?$/);
const regionId = z.int().positive().max(2_147_483_647);

export const FloorInput = z.strictObject({
  group: z.enum(floorGroups),
  key: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[\w-]+$/),
  /** Of a hundred needs of the group. */
  percent: z.int().min(1).max(100),
});

/** What is to be shared out, for whom, and by which model. */
export const OrderAllocation = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    beginsOn: z.iso.date(),
    /** The same day for one day; at most a year. */
    endsOn: z.iso.date(),
    /** `places`: places alone. `full`: places, money and the wish for few providers. */
    model: z.enum(allocationModels),
    /** Whether funds and contracts limit what is shared out; by default in the full model, never in that of places. */
    budgets: z.boolean().optional(),
    /** Ids of regions; none: the whole district. */
    townshipIds: z.array(regionId).max(200).default([]),
    /** Service codes, also of level one; none: all. */
    codes: z.array(code).max(100).default([]),
    floors: z.array(FloorInput).max(40).default([]),
  })
  .meta({ id: 'OrderAllocation' });
export type OrderAllocation = z.output<typeof OrderAllocation>;

export const AllocationQuery = z.strictObject({ state: z.enum(allocationLifecycle.states).optional(), ...pageQuery });
export type AllocationQuery = z.output<typeof AllocationQuery>;

/** Filters of the needs of an allocation: every figure of it is one of them. */
export const AllocationNeedQuery = z.strictObject({
  outcome: z.enum(allocationOutcomes).optional(),
  publication: z.enum(publications).optional(),
  offering: z.uuid().optional(),
  code: code.optional(),
  township: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  ...pageQuery,
});
export type AllocationNeedQuery = z.output<typeof AllocationNeedQuery>;

export const AllocationPartQuery = z.strictObject({ ...pageQuery });
export type AllocationPartQuery = z.output<typeof AllocationPartQuery>;

/** This offering for that need, or any but this one. */
export const MakePin = z
  .strictObject({ needId: z.uuid(), offeringId: z.uuid(), kind: z.enum(pinKinds).default('pin'), reason })
  .meta({ id: 'MakePin' });
export type MakePin = z.output<typeof MakePin>;

export const AllocationReason = z.strictObject({ reason }).meta({ id: 'AllocationReason' });
export type AllocationReason = z.output<typeof AllocationReason>;
