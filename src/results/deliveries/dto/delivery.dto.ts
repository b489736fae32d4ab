import { z } from 'zod';

/** One piece of service. `corrects`: the entry that this one replaces; the old one stays readable. */
export const RecordDelivery = z
  .strictObject({
    deliveredOn: z.iso.date(),
    /** Visits, hours, meals, yuan: the unit of the offering. 0 only in a correction: it never happened. */
    units: z.coerce.number().int().min(0).max(1000),
    note: z.string().trim().min(1).max(2000).optional(),
    corrects: z.uuid().optional(),
  })
  .refine((input) => input.units > 0 || input.corrects !== undefined, { path: ['units'], message: 'delivery-units' })
  .meta({ id: 'RecordDelivery' });
export type RecordDelivery = z.output<typeof RecordDelivery>;
