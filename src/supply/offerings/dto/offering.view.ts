import { z } from 'zod';
import type { CapacityBalance } from '../capacity-balance.entity';
import type { Offering } from '../offering.entity';
import { OfferingDetails, OfferingEligibility, OfferingSchedule } from '../offering-terms';
import { offeringModes, offeringPayers, offeringSides, offeringStates } from './offering.dto';

const text = z.string().nullable();
const number = z.number().nullable();

export const offeringView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    providerId: z.uuid(),
    providerName: text,
    districtCode: z.string(),
    areaRegionId: number,
    code: text,
    extraCodes: z.array(z.string()),
    name: z.string(),
    description: text,
    side: z.enum(offeringSides),
    eligibility: OfferingEligibility,
    schedule: OfferingSchedule,
    details: OfferingDetails,
    languages: z.array(z.string()),
    latitude: number,
    longitude: number,
    radiusMetres: number,
    mode: z.enum(offeringModes),
    priceFen: z.number(),
    priceUnit: z.string(),
    payer: z.enum(offeringPayers),
    contractId: text,
    fundId: text,
    requiredCredential: text,
    capacityKnown: z.boolean(),
    capacityPerPeriod: number,
    state: z.enum(offeringStates),
    pauseReason: text,
    confirmedOn: text,
    contactPhone: text,
    source: text,
    updatedAt: z.string(),
    version: z.number(),
  })
  .meta({ id: 'Offering' });
export type OfferingView = z.infer<typeof offeringView>;
export const offeringsView = z.object({ items: z.array(offeringView), next: text });

export function viewOffering(offering: Offering, providerName: string | null): OfferingView {
  const { areaPath: _path, sourceId: _id, sourceDigest: _digest, createdBy: _by, createdAt: _at, ...shown } = offering;
  return {
    ...shown,
    self: `/api/v1/offerings/${offering.id}`,
    providerName,
    updatedAt: offering.updatedAt.toISOString(),
  };
}

/** Use is null where it is below ten and a restricted service is among those offered (R46, B30–B32), but for its provider. */
const capacityView = z.object({
  period: z.string(),
  opened: z.number(),
  reserved: number,
  taken: number,
  left: number,
});
export const offeringCapacityView = z
  .object({
    self: z.string(),
    offeringId: z.uuid(),
    known: z.boolean(),
    perPeriod: number,
    /** Newest first; the running period is always among them when the capacity is known. */
    periods: z.array(capacityView),
  })
  .meta({ id: 'OfferingCapacity' });
export type OfferingCapacityView = z.infer<typeof offeringCapacityView>;

export function viewCapacity(
  offering: Offering,
  current: CapacityBalance | null,
  balances: readonly CapacityBalance[],
  leastShown: number,
): OfferingCapacityView {
  const used = current !== null && balances.some(({ period }) => period === current.period);
  const rows = current === null ? [] : used ? [...balances] : [...balances, current];
  return {
    self: `/api/v1/offerings/${offering.id}/capacity`,
    offeringId: offering.id,
    known: offering.capacityKnown,
    perPeriod: offering.capacityPerPeriod,
    periods: rows
      .sort((a, b) => (a.period < b.period ? 1 : -1))
      .map(({ period, opened, reserved, taken }) => ({
        ...{ period, opened },
        ...(reserved + taken < leastShown
          ? { reserved: null, taken: null, left: null }
          : { reserved, taken, left: opened - reserved - taken }),
      })),
  };
}
