import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import type { Delivery } from '../delivery.entity';

export const deliveryView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    referralId: z.uuid(),
    deliveredOn: z.iso.date(),
    units: z.number().int(),
    note: released('service-notes', z.string().nullable(), { from: 'full' }),
    recordedByName: z.string(),
    recordedAt: z.iso.datetime(),
    /** The entry that replaces this one; such an entry counts no more. */
    correctedBy: z.uuid().nullable(),
    withheld,
  })
  .meta({ id: 'Delivery' });
/** `units`: the sum of the entries that count. */
export const deliveriesView = z.object({ items: z.array(deliveryView), units: z.number().int() });
export type DeliveryView = z.infer<typeof deliveryView>;

/** @param note opened by the caller where the reader may have it */
export function viewDelivery(delivery: Delivery, note: string | null, levels: Levels): DeliveryView {
  const { id, referralId, deliveredOn, units, recordedByName, recordedAt, correctedBy } = delivery;
  const self = `/api/v1/referrals/${referralId}/deliveries/${id}`;
  const view = {
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
  return releaseFields(deliveryView, view, levels);
}
