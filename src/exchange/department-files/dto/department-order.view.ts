import { z } from 'zod';
import { orderStates } from '../department-order.entity';

const moment = z.iso.datetime();
const count = z.int();

/** An order; nothing of whom it asks about. */
export const orderView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    department: z.string(),
    state: z.enum(orderStates),
    callCount: count,
    lineCount: count,
    answeredCount: count,
    leftOut: count.describe('calls that ended instead, since the authorisation is over or missing (B16)'),
    orderedBy: z.uuid(),
    orderedByName: z.string().nullable(),
    orderedAt: moment,
    dueAt: moment,
    overdue: z.boolean(),
    fileUntil: moment.describe('how long the file can be fetched'),
    downloads: count,
    lastDownloadAt: moment.nullable(),
    cancelledAt: moment.nullable(),
    closedAt: moment.nullable().describe('when a person gave up what had not come; what comes later is late'),
    closedByName: z.string().nullable(),
    closeReason: z.string().nullable(),
    version: count,
  })
  .meta({ id: 'DepartmentOrder' });
export type OrderView = z.infer<typeof orderView>;
/** What came of ordering. */
export const orderedView = z
  .strictObject({ order: orderView.nullable(), leftOut: count })
  .meta({ id: 'OrderedDepartment' });
export const ordersView = z.object({ items: z.array(orderView), next: z.string().nullable() });

/** One question of an order. */
export const orderLineView = z
  .strictObject({
    line: count,
    code: z.string(),
    householdId: z.uuid().nullable().describe('null where the file is out of reach'),
    requestId: z.uuid().nullable(),
    memberId: z.uuid().nullable(),
    item: z.string().nullable(),
    answered: z.boolean(),
    late: z.boolean(),
    silent: z.boolean().describe('no answer in time: the order was closed without it'),
    repeats: count,
    authorisedUntil: z.iso.date(),
  })
  .meta({ id: 'DepartmentOrderLine' });
export type OrderLineView = z.infer<typeof orderLineView>;
export const orderLinesView = z.object({ items: z.array(orderLineView), next: z.string().nullable() });

/** What waits for an order. */
export const waitingView = z.object({
  items: z.array(z.strictObject({ department: z.string(), calls: count, since: moment })),
  next: z.null(),
});
export type WaitingView = z.infer<typeof waitingView>;
