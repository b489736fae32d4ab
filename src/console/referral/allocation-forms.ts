import { z } from 'zod';
import { FloorInput, MakePinInput, OrderAllocationInput } from '../../referral/allocations';
import { oneOrMany, ticked } from '../shell';

/** Rows for floors on the form; the API takes more. */
export const FLOOR_ROWS = 4;

const order = OrderAllocationInput.shape;
const floor = z
  .strictObject({ key: z.string().max(60).optional(), percent: z.coerce.number().int().min(1).max(100).optional() })
  .refine(({ key, percent }) => (key === undefined) === (percent === undefined), {
    path: ['percent'],
    message: 'allocation-floor-half',
  })
  .optional();

/** The order as people fill it in: of a floor one choice names group and key, rows left empty do not count. */
export const OrderForm = z
  .strictObject({
    name: order.name,
    beginsOn: order.beginsOn,
    endsOn: order.endsOn,
    model: order.model,
    budgets: ticked,
    townshipIds: oneOrMany(z.coerce.number().int()),
    codes: oneOrMany(z.string()),
    floors: z.array(floor).max(FLOOR_ROWS).default([]),
  })
  .transform(({ floors, ...typed }) => ({
    ...typed,
    floors: floors.flatMap((row) => {
      const [group, key] = row?.key?.split(':') ?? [];
      const parsed = FloorInput.safeParse({ group, key, percent: row?.percent });
      return parsed.success ? [parsed.data] : [];
    }),
  }));

/** A need is pinned to an offering, or kept from it. */
export const PinForm = z.strictObject({
  offeringId: MakePinInput.shape.offeringId,
  kind: z.enum(['pin', 'forbid']),
  reason: MakePinInput.shape.reason,
});
