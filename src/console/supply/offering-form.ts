import { z } from 'zod';
import {
  type EditOfferingInput,
  MAX_FEN,
  type Offering,
  offeringModes,
  offeringPayers,
  offeringSides,
  requiredCredentials,
} from '../../supply/offerings';
import { oneOrMany, ticked } from '../shell';

const number = (schema: z.ZodNumber) => z.coerce.number().pipe(schema);
const text = (max: number) => z.string().max(max);
const time = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$|^24:00$/, 'clock-time-format');
const age = number(z.number().int().min(0).max(150)).optional();

/** Rows of the weekly schedule on the page; an empty row is no window. */
export const SLOT_ROWS = [0, 1, 2, 3, 4, 5, 6] as const;

const Slot = z
  .strictObject({ day: number(z.number().int().min(1).max(7)).optional(), from: time.optional(), to: time.optional() })
  .refine(({ day, from, to }) => !from === !to && (!from || day !== undefined), {
    path: ['to'],
    error: 'slot-incomplete',
  });

/** An offering as the page asks for it: money in yuan, hours as a clock shows them, boxes to tick. */
export const OfferingForm = z.strictObject({
  providerId: z.uuid().optional(),
  name: text(120),
  description: text(4000).optional(),
  code: text(5),
  extraCodes: oneOrMany(z.string()),
  side: z.enum(offeringSides),
  areaRegionCode: text(12).optional(),
  minAge: age,
  maxAge: age,
  classes: oneOrMany(z.enum(['1', '2', '3', '4'])),
  disabilityKinds: oneOrMany(text(30)),
  minDisabilityGrade: number(z.number().int().min(1).max(4)).optional(),
  sex: z.enum(['male', 'female']).optional(),
  conditions: text(2000).optional(),
  slots: z.array(Slot.optional()).optional(),
  fixed: ticked,
  hours: text(2000).optional(),
  languages: oneOrMany(text(20)),
  mode: z.enum(offeringModes),
  address: text(300).optional(),
  latitude: number(z.number().min(-90).max(90)).optional(),
  longitude: number(z.number().min(-180).max(180)).optional(),
  radiusMetres: number(z.number().int().min(1).max(1_000_000)).optional(),
  price: number(
    z
      .number()
      .min(0)
      .max(MAX_FEN / 100),
  ).optional(),
  priceUnit: text(30).optional(),
  payer: z.enum(offeringPayers),
  contractId: z.uuid().optional(),
  fundId: z.uuid().optional(),
  requiredCredential: z.enum(requiredCredentials).optional(),
  capacityPerPeriod: number(z.number().int().min(0).max(100_000)).optional(),
  contactPhone: z
    .string()
    .normalize('NFKC')
    .regex(/^[+\d][\d ()\-]{4,24}$/, 'contact-phone-format')
    .optional(),
});
export type OfferingForm = z.output<typeof OfferingForm>;

const minutes = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
};
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** What the page says, in the terms of the use cases. Circles are kept as they were: the page does not ask for them. */
export function offeringInput(form: OfferingForm, before: Offering | null) {
  const slots = (form.slots ?? []).flatMap((slot) =>
    slot?.from && slot.to && slot.day ? [{ day: slot.day, from: minutes(slot.from), to: minutes(slot.to) }] : [],
  );
  return {
    name: form.name,
    description: form.description ?? null,
    code: form.code,
    extraCodes: form.extraCodes.filter((code) => code !== form.code),
    side: form.side,
    areaRegionCode: form.areaRegionCode ?? null,
    eligibility: {
      ...(before?.eligibility.circles && { circles: before.eligibility.circles }),
      minAge: form.minAge ?? null,
      maxAge: form.maxAge ?? null,
      classes: form.classes,
      disabilityKinds: form.disabilityKinds,
      minDisabilityGrade: form.minDisabilityGrade ?? null,
      sex: form.sex ?? null,
      text: form.conditions ?? null,
    },
    schedule: { slots, fixed: form.fixed, text: form.hours ?? null },
    details: { ...before?.details, address: form.address ?? null },
    languages: form.languages,
    mode: form.mode,
    latitude: form.latitude ?? null,
    longitude: form.longitude ?? null,
    radiusMetres: form.radiusMetres ?? null,
    priceFen: Math.round((form.price ?? 0) * 100),
    priceUnit: form.priceUnit ?? '',
    payer: form.payer,
    contractId: form.payer === 'contract' ? (form.contractId ?? null) : null,
    fundId: form.payer === 'fund' ? (form.fundId ?? null) : null,
    requiredCredential: form.requiredCredential ?? null,
    capacityPerPeriod: form.capacityPerPeriod ?? null,
    contactPhone: form.contactPhone ?? null,
  } satisfies EditOfferingInput;
}

/** The stored offering as the page shows it. */
export function formValues(offering: Offering, areaRegionCode: string | null): Record<string, unknown> {
  const { eligibility, schedule, priceFen } = offering;
  return {
    ...offering,
    areaRegionCode,
    ...{ minAge: eligibility.minAge, maxAge: eligibility.maxAge, classes: eligibility.classes, sex: eligibility.sex },
    disabilityKinds: eligibility.disabilityKinds,
    minDisabilityGrade: eligibility.minDisabilityGrade,
    conditions: eligibility.text,
    slots: schedule.slots.map(({ day, from, to }) => ({ day, from: clock(from), to: clock(to) })),
    fixed: schedule.fixed ? 'true' : null,
    hours: schedule.text,
    address: offering.details.address,
    price: priceFen === 0 ? null : (priceFen / 100).toFixed(2),
  };
}
