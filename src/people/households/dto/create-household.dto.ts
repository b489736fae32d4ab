import { z } from 'zod';
import { identityKinds } from '../identity-number';

const text = (max: number) => z.string().trim().min(1).max(max);
const day = z.iso.date();

/** One person as entered; numbers are checked in the use case, since they need the day and each other. */
export const MemberInput = z
  .strictObject({
    name: text(60),
    relation: z.enum(['head', 'spouse', 'child', 'parent', 'grandparent', 'grandchild', 'sibling', 'other']),
    sex: z.enum(['male', 'female', 'unknown']).default('unknown'),
    birthDate: day.optional(),
    identityKind: z.enum(identityKinds).default('none-yet'),
    identityNumber: z.string().trim().max(40).optional(),
    phone: z.string().trim().regex(/^[+\d][\d \-]{5,19}$/, 'phone-format').optional(),
    disabilityCard: z.string().trim().max(40).optional(),
    workCapacity: z.enum(['full', 'partial', 'none', 'unknown']).default('unknown'),
    inEducation: z.boolean().default(false),
  })
  .meta({ id: 'MemberInput' });
export type MemberInput = z.output<typeof MemberInput>;

const contact = {
  languages: z.array(z.string().max(20)).max(10).default(['zh']),
  contactChannel: z.enum(['email', 'sms', 'phone', 'letter', 'via-worker', 'none']).default('via-worker'),
  email: z.email().max(200).optional(),
  locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
  specialHandling: z.boolean().default(false),
};

const place = {
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
};

/** A new household file (R25, R55). `regionCode` is a division code, usually of a village. */
export const CreateHousehold = z
  .strictObject({
    regionCode: z.string().regex(/^\d{2,12}$/),
    address: text(300).optional(),
    ...place,
    ...contact,
    members: z.array(MemberInput).max(30),
  })
  .meta({ id: 'CreateHousehold' });
export type CreateHousehold = z.output<typeof CreateHousehold>;

/** What may be corrected later; members are edited one by one. */
export const UpdateHousehold = z
  .strictObject({
    regionCode: z.string().regex(/^\d{2,12}$/).optional(),
    address: text(300).optional(),
    ...place,
    languages: z.array(z.string().max(20)).max(10).optional(),
    contactChannel: contact.contactChannel.unwrap().optional(),
    email: contact.email,
    locale: contact.locale.unwrap().optional(),
    specialHandling: z.boolean().optional(),
  })
  .meta({ id: 'UpdateHousehold' });
export type UpdateHousehold = z.output<typeof UpdateHousehold>;
