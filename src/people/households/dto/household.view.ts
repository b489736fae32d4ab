import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { maskIdentityNumber } from '../identity-number';
import { revealFields } from './create-household.dto';

const text = z.string().nullable();
const SHOWN_DIGITS = 4;
/** Its last four digits. */
export const maskPhone = (phone: string) => phone.slice(-SHOWN_DIGITS).padStart(phone.length, '*');
/** What a file is called: its head's name, or its number for those who see no names. */
const calledName = released('contact', z.string(), { from: 'masked', instead: ({ number }) => String(number) });

export const memberView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    name: released('contact', text, { from: 'masked' }),
    relation: z.string(),
    sex: z.string(),
    birthDate: released('contact', z.iso.date().nullable(), { from: 'masked' }),
    age: released('contact', z.number().int().nullable(), { from: 'masked' }),
    identityKind: z.string(),
    identityNumber: released('identity', text, { from: 'full', masked: maskIdentityNumber }).describe(
      'masked: first three and last two characters, unless it was opened for a reason',
    ),
    disabilityCard: released('identity', text, { from: 'full', masked: maskIdentityNumber }).describe(
      'masked as the identity number',
    ),
    phone: released('contact', text, { from: 'full', masked: maskPhone }).describe(
      'in full for workers of the file, else the last four digits',
    ),
    disability: released(
      'health',
      z
        .object({ kind: z.string(), grade: released('health', z.number().int().nullable(), { from: 'full' }) })
        .nullable(),
      { from: 'summary' },
    ),
    workCapacity: released('health', text, { from: 'summary' }),
    inEducation: z.boolean(),
    works: released('economy', text, { from: 'summary' }),
    illness: released('health', text, { from: 'summary' }),
    singleParent: released('economy', z.boolean().nullable(), { from: 'summary' }),
    counted: released('economy', z.boolean().nullable(), { from: 'summary' }).describe(
      'whether the law counts this person in (B5)',
    ),
    guardianMemberId: z.uuid().nullable(),
    validFrom: z.iso.date(),
    validUntil: z.iso.date().nullable(),
    version: z.number().int(),
    withheld,
  })
  .meta({ id: 'HouseholdMember' });
export type MemberView = z.infer<typeof memberView>;
export const membersView = z.object({ items: z.array(memberView) });

export const householdView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    displayName: calledName,
    districtCode: z.string(),
    regionCode: z.string(),
    regionName: z.string(),
    regionPath: z.string(),
    address: released('contact', text, { from: 'full' }),
    addressRecorded: z.boolean(),
    contactReleased: z.boolean(),
    latitude: released('contact', z.number().nullable(), { from: 'full' }),
    longitude: released('contact', z.number().nullable(), { from: 'full' }),
    languages: z.array(z.string()),
    contactChannel: z.string(),
    email: released('contact', text, { from: 'full' }),
    emailRecorded: z.boolean(),
    locale: z.string(),
    primaryClass: z.number().int().nullable(),
    secondaryClasses: z.array(z.number().int()),
    specialHandling: z.boolean(),
    state: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    version: z.number().int(),
    members: z.array(memberView),
    /** Masked fields that the reader has opened, and until when. */
    reveals: z.array(z.object({ field: z.enum(revealFields), memberId: z.uuid().nullable(), until: z.iso.datetime() })),
    withheld,
  })
  .meta({ id: 'Household' });
export type HouseholdView = z.infer<typeof householdView>;

export const householdLine = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    displayName: calledName,
    regionName: z.string(),
    primaryClass: z.number().int().nullable(),
    memberCount: z.number().int(),
    state: z.string(),
    createdAt: z.iso.datetime(),
    withheld,
  })
  .meta({ id: 'HouseholdLine' });
export type HouseholdLine = z.infer<typeof householdLine>;
export const householdsView = z.object({ items: z.array(householdLine), next: z.string().nullable() });

/** A line of a list that leaves the house: what the reader may have in the file, and nothing that was opened for a reason. */
export const householdEntry = householdLine.extend({
  phone: released('contact', text, { from: 'full', masked: maskPhone }).describe('of the head'),
});
export type HouseholdEntry = z.infer<typeof householdEntry>;

/** A line of a list for supervision on a numbered request (R88). */
export const identifiedEntry = householdLine.omit({ displayName: true }).extend({
  name: released('contact', text, { from: 'masked' }).describe('of the head'),
  identityNumber: released('identity', text, { from: 'full', masked: maskIdentityNumber }).describe('of the head'),
  phone: released('contact', text, { from: 'full', masked: maskPhone }).describe('of the head'),
  address: released('contact', text, { from: 'full' }),
});
export type IdentifiedEntry = z.infer<typeof identifiedEntry>;
export const foundFilesView = z.object({ items: z.array(householdLine), more: z.boolean() }).meta({ id: 'FoundFiles' });

export const duplicateGrounds = ['identity', 'name-and-birth', 'phone'] as const;
export const duplicateLine = householdLine.extend({
  memberName: released('contact', text, { from: 'masked' }),
  grounds: z.array(z.enum(duplicateGrounds)),
});
export const duplicatesView = z.object({ items: z.array(duplicateLine) });
export type DuplicatesView = z.infer<typeof duplicatesView>;

export const revealedView = z
  .object({
    field: z.string(),
    memberId: z.uuid().nullable(),
    value: z.string().nullable(),
    until: z.iso.datetime().describe('masked again afterwards'),
  })
  .meta({ id: 'RevealedValue' });
export type RevealedView = z.infer<typeof revealedView>;
