import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { orderStates } from '../department-order.entity';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

/** All that waits for this department goes into one file. */
export const OrderDepartment = z.strictObject({ department: code }).meta({ id: 'OrderDepartment' });
export type OrderDepartment = z.output<typeof OrderDepartment>;

/** Why nothing more is waited for, e.g. what the department has said on the telephone; nobody's name or number. */
export const CloseOrder = z.strictObject({ reason: z.string().trim().min(8).max(500) }).meta({ id: 'CloseOrder' });
export type CloseOrder = z.output<typeof CloseOrder>;

export const OrderQuery = z.strictObject({
  state: z.enum(orderStates).optional(),
  department: code.optional(),
  /** Over the day by which the department had to answer. */
  late: flag.optional(),
  ...pageQuery,
});
export type OrderQuery = z.output<typeof OrderQuery>;

export const OrderLineQuery = z.strictObject(pageQuery);
export type OrderLineQuery = z.output<typeof OrderLineQuery>;

export const orderFormats = ['xlsx', 'csv'] as const;
export const OrderFileQuery = z.strictObject({ format: z.enum(orderFormats).default('xlsx') });
export type OrderFileQuery = z.output<typeof OrderFileQuery>;
