import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { OfferingDetails, OfferingEligibility, OfferingSchedule } from '../offering-terms';
import { Period } from '../period';

export const offeringStates = ['draft', 'listed', 'paused', 'closed', 'unmapped'] as const;
export const offeringModes = ['home', 'site', 'remote', 'goods', 'money'] as const;
export const offeringPayers = ['free', 'contract', 'fund', 'household'] as const;
export const offeringSides = ['government', 'society'] as const;
export const requiredCredentials = [
  'background-check',
  'social-worker',
  'care-worker',
  'counsellor',
  'medical',
  'food-safety',
] as const;

const text = (max: number) => z.string().trim().min(1).max(max);
/** Places of one period; negative and fractional ones are refused. */
const places = z.number().int().min(0).max(100_000);
const code = z.string().regex(/^[A-Z]{2}-\d{2}$/, 'service-code-format');
export const MAX_FEN = 100_000_000_000;

const fields = {
  name: text(120),
  description: text(4000).nullish(),
  /** Main code of domain E, level two. */
  code,
  extraCodes: z.array(code).max(10).default([]),
  side: z.enum(offeringSides).default('society'),
  /** Division that is served, with all below it; left out: the provider's whole district. */
  areaRegionCode: z
    .string()
    .regex(/^\d{6,12}$/)
    .nullish(),
  eligibility: OfferingEligibility.default({}),
  schedule: OfferingSchedule.default({ slots: [], fixed: false }),
  details: OfferingDetails.default({}),
  languages: z.array(text(20)).max(10).default([]),
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
  radiusMetres: z.number().int().min(1).max(1_000_000).nullish(),
  mode: z.enum(offeringModes),
  priceFen: z.number().int().min(0).max(MAX_FEN).default(0),
  priceUnit: z.string().trim().max(30).default(''),
  payer: z.enum(offeringPayers).default('free'),
  contractId: z.uuid().nullish(),
  fundId: z.uuid().nullish(),
  requiredCredential: z.enum(requiredCredentials).nullish(),
  /** Places of a calendar month; null: unknown, so it is asked first and reserves nothing. */
  capacityPerPeriod: places.nullish(),
  contactPhone: z
    .string()
    .trim()
    .normalize('NFKC')
    .regex(/^[+\d][\d ()\-]{4,24}$/, 'contact-phone-format')
    .nullish(),
};

/** A new offering; `list` puts it up at once. */
export const CreateOfferingInput = z
  .strictObject({ ...fields, providerId: z.uuid(), list: z.boolean().default(true) })
  .meta({ id: 'CreateOffering' });
export type CreateOfferingInput = z.output<typeof CreateOfferingInput>;

const optional = <T extends z.ZodType>(schema: z.ZodDefault<T>) => schema.unwrap();

/** What is left out stays; null takes a value away. */
export const EditOfferingInput = z
  .strictObject({
    ...fields,
    extraCodes: optional(fields.extraCodes),
    side: optional(fields.side),
    eligibility: optional(fields.eligibility),
    schedule: optional(fields.schedule),
    details: optional(fields.details),
    languages: optional(fields.languages),
    priceFen: optional(fields.priceFen),
    priceUnit: optional(fields.priceUnit),
    payer: optional(fields.payer),
  })
  .partial()
  .meta({ id: 'EditOffering' });
export type EditOfferingInput = z.output<typeof EditOfferingInput>;

const ids = z.array(z.uuid()).min(1).max(200);
export const MoveOfferingsInput = z.strictObject({ ids, reason: text(500).nullish() }).meta({ id: 'MoveOfferings' });
export const MoveOfferingInput = z.strictObject({ reason: text(500).nullish() }).meta({ id: 'MoveOffering' });
export const ConfirmOfferingsInput = z.strictObject({ ids }).meta({ id: 'ConfirmOfferings' });

export const OpenCapacityInput = z
  .strictObject({ period: Period, places, note: text(300).nullish() })
  .meta({ id: 'OpenCapacity' });
export type OpenCapacityInput = z.output<typeof OpenCapacityInput>;

export const OfferingQuery = z.strictObject({
  ...pageQuery,
  /** A code, or a level-one family. */
  code: z
    .string()
    .regex(/^[A-Z]{2}(-\d{2})?$/, 'service-code-format')
    .optional(),
  provider: z.uuid().optional(),
  state: z.enum(offeringStates).optional(),
  district: z.string().max(80).optional(),
  confirm: z.enum(['due']).optional(),
  q: z.string().trim().max(60).optional(),
});
export type OfferingQuery = z.output<typeof OfferingQuery>;
