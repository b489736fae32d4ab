import { z } from 'zod';
import type { Delivery } from '../delivery.entity';

export const deliveryView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    referralId: z.uuid(),
    deliveredOn: z.iso.date(),
    units: z.number().int(),
    note: z.string().nullable(),
    recordedByName: z.string(),
    recordedAt: z.iso.datetime(),
    /** The entry that replaces this one; such an entry counts no more. */
    correctedBy: z.uuid().nullable(),
  })
  .meta({ id: 'Delivery' });
/** `units`: the sum of the entries that count. */
export const deliveriesView = z.object({ items: z.array(deliveryView), units: z.number().int() });
export type DeliveryView = z.infer<typeof deliveryView>;

/** @param note opened by the caller, who knows whether the reader may have it (C3) */
export function viewDelivery(delivery: Delivery, note: string | null): DeliveryView {
  const { id, referralId, deliveredOn, units, recordedByName, recordedAt, correctedBy } = delivery;
  const self = `/api/v1/referrals/${referralId}/deliveries/${id}`;
  return {
    id,
    self,
    referralId,
    deliveredOn,
    units,
    note,
    recordedByName,
    recordedAt: recordedAt.toISOString(),
    correctedBy,
  };
}
