import { z } from 'zod';
import { AppError } from '../../platform/errors';
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
  .transform(({ floors: rows, ...typed }, context) => {
    const floors: Array<z.output<typeof FloorInput>> = [];
    const floorRows: number[] = [];
    for (const [at, row] of rows.entries()) {
      if (row?.key === undefined) continue;
      const [group, key] = row.key.split(':');
      const parsed = FloorInput.safeParse({ group, key, percent: row.percent });
      if (!parsed.success) {
        context.addIssue({ code: 'custom', path: ['floors', at, 'key'], message: 'allocation-floor-key' });
        continue;
      }
      floors.push(parsed.data);
      floorRows.push(at);
    }
    return { ...typed, floors, floorRows };
  });

/**
 * Orders, and says what is wrong with a floor at the row that the person filled: the order counts its floors, and knows
 * nothing of rows left empty.
 * @param floorRows the row of each floor
 */
export async function atTypedRows<T>(floorRows: readonly number[], order: () => Promise<T>): Promise<T> {
  try {
    return await order();
  } catch (error) {
    if (!(error instanceof AppError) || !error.details.fields) throw error;
    const fields = error.details.fields.map(({ field, ...rest }) => ({ ...rest, field: typedRow(field, floorRows) }));
    throw new AppError(error.code, error.status, { ...error.details, fields });
  }
}

function typedRow(field: string, floorRows: readonly number[]): string {
  const [, at, rest] = /^floors\.(\d+)\.(.+)$/.exec(field) ?? [];
  const row = floorRows[Number(at)];
  return row === undefined ? field : `floors.${row}.${rest}`;
}

/** A need is pinned to an offering, or kept from it. */
export const PinForm = z.strictObject({
  offeringId: MakePinInput.shape.offeringId,
  kind: z.enum(['pin', 'forbid']),
  reason: MakePinInput.shape.reason,
});
