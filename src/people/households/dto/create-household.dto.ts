import { z } from 'zod';
import { identityKinds } from '../identity-number';

const text = (max: number) => z.string().trim().min(1).max(max);
const day = z.iso.date();
const isPhone = (typed: string) => /^[+\d][\d -]{5,19}$/.test(typed);
/** The code stands twice: the console reads the message, the API the parameter. */
const phone = z
  .string()
  .trim()
  .normalize('NFKC')
  .refine(isPhone, { error: 'phone-format', params: { code: 'phone-format' } });

/** One person as entered; numbers are checked in the use case, since they need the day and each other. */
export const MemberInput = z
  .strictObject({
    name: text(60),
    relation: z.enum(['head', 'spouse', 'child', 'parent', 'grandparent', 'grandchild', 'sibling', 'other']),
    sex: z.enum(['male', 'female', 'unknown']).default('unknown'),
    birthDate: day.optional(),
    identityKind: z.enum(identityKinds).default('none-yet'),
    identityNumber: z.string().trim().max(40).optional(),
    phone: phone.optional(),
    disabilityCard: z.string().trim().max(40).optional(),
    workCapacity: z.enum(['full', 'partial', 'none', 'unknown']).default('unknown'),
    inEducation: z.boolean().default(false),
    works: z.enum(['stable', 'seasonal', 'flexible', 'no']).optional(),
    illness: z.enum(['none', 'serious']).optional(),
    /** Brings up a minor child alone; left out while nobody has asked. */
    singleParent: z.boolean().optional(),
    /** Does the law count this person in (B5); never why. */
    counted: z.boolean().default(true),
  })
  .meta({ id: 'MemberInput' });
export type MemberInput = z.output<typeof MemberInput>;

const { name, relation, birthDate, disabilityCard, identityNumber, works, illness } = MemberInput.shape;

/** Corrections of one person; what is absent stays, null takes a value away. */
export const EditMember = z
  .strictObject({
    name: name.optional(),
    relation: relation.optional(),
    sex: MemberInput.shape.sex.unwrap().optional(),
    birthDate: birthDate.nullable(),
    identityKind: MemberInput.shape.identityKind.unwrap().optional(),
    identityNumber: identityNumber.nullable(),
    phone: phone.nullish(),
    disabilityCard: disabilityCard.nullable(),
    workCapacity: MemberInput.shape.workCapacity.unwrap().optional(),
    inEducation: z.boolean().optional(),
    works: works.nullable(),
    illness: illness.nullable(),
    singleParent: z.boolean().nullish(),
    counted: z.boolean().optional(),
    guardianMemberId: z.uuid().nullish(),
  })
  .meta({ id: 'EditMember' });
export type EditMember = z.output<typeof EditMember>;

/** Why somebody is no longer of the household (R99). */
export const leaveReasons = [
  'died',
  'moved-away',
  'married',
  'own-household',
  'institution',
  'mistake',
  'other',
] as const;
export const LeaveHousehold = z
  .strictObject({
    reason: z.enum(leaveReasons),
    on: day.optional(),
    /** Who is the head afterwards; needed when the head leaves. */
    newHeadMemberId: z.uuid().optional(),
  })
  .meta({ id: 'LeaveHousehold' });
export type LeaveHousehold = z.output<typeof LeaveHousehold>;

/** Values that stay masked until somebody states a reason (C3). */
export const revealFields = ['identity-number', 'phone', 'address', 'disability-card'] as const;
export const RevealField = z
  .strictObject({ field: z.enum(revealFields), memberId: z.uuid().optional(), reason: text(300) })
  .meta({ id: 'RevealField' });
export type RevealField = z.output<typeof RevealField>;

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

/** People of one file: a larger household is several files, since nobody could look through its calculation. */
export const mostMembers = 40;
/** So many may be sent: whoever sends more people than a file holds reads why. */
const SENT = 1000;

/** A new household file (R25, R55). `regionCode` is a division code, usually of a village. */
export const CreateHousehold = z
  .strictObject({
    regionCode: z.string().regex(/^\d{2,12}$/),
    address: text(300).optional(),
    ...place,
    ...contact,
    members: z.array(MemberInput).max(SENT),
  })
  .meta({ id: 'CreateHousehold' });
export type CreateHousehold = z.output<typeof CreateHousehold>;

/** What may be corrected later; members are edited one by one. */
export const UpdateHousehold = z
  .strictObject({
    regionCode: z
      .string()
      .regex(/^\d{2,12}$/)
      .optional(),
    address: text(300).optional(),
    ...place,
    languages: z.array(z.string().max(20)).max(10).optional(),
    contactChannel: contact.contactChannel.unwrap().optional(),
    /** Null takes it away, which only somebody can who sees it. */
    email: contact.email.nullable(),
    locale: contact.locale.unwrap().optional(),
    specialHandling: z.boolean().optional(),
  })
  .meta({ id: 'UpdateHousehold' });
export type UpdateHousehold = z.output<typeof UpdateHousehold>;
