import { z } from 'zod';

export const memberView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    name: z.string(),
    relation: z.string(),
    sex: z.string(),
    birthDate: z.iso.date().nullable(),
    age: z.number().int().nullable(),
    identityKind: z.string(),
    identityNumber: z.string().nullable().describe('masked: first three and last two characters'),
    phone: z.string().nullable().describe('in full for workers of the file, else the last four digits'),
    disability: z.object({ kind: z.string(), grade: z.number().int() }).nullable(),
    workCapacity: z.string(),
    inEducation: z.boolean(),
    guardianMemberId: z.uuid().nullable(),
    validFrom: z.iso.date(),
    validUntil: z.iso.date().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'HouseholdMember' });
export type MemberView = z.infer<typeof memberView>;
export const membersView = z.object({ items: z.array(memberView) });

export const householdView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    displayName: z.string(),
    districtCode: z.string(),
    regionCode: z.string(),
    regionName: z.string(),
    regionPath: z.string(),
    address: z.string().nullable(),
    addressRecorded: z.boolean(),
    contactReleased: z.boolean(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    languages: z.array(z.string()),
    contactChannel: z.string(),
    email: z.string().nullable(),
    locale: z.string(),
    primaryClass: z.number().int().nullable(),
    secondaryClasses: z.array(z.number().int()),
    specialHandling: z.boolean(),
    state: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    version: z.number().int(),
    members: z.array(memberView),
  })
  .meta({ id: 'Household' });
export type HouseholdView = z.infer<typeof householdView>;

export const householdLine = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    displayName: z.string(),
    regionName: z.string(),
    primaryClass: z.number().int().nullable(),
    memberCount: z.number().int(),
    state: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'HouseholdLine' });
export type HouseholdLine = z.infer<typeof householdLine>;
export const householdsView = z.object({ items: z.array(householdLine), next: z.string().nullable() });
export const foundFilesView = z.object({ items: z.array(householdLine), more: z.boolean() }).meta({ id: 'FoundFiles' });

export const duplicateGrounds = ['identity', 'name-and-birth', 'phone'] as const;
export const duplicatesView = z.object({
  items: z.array(householdLine.extend({ memberName: z.string(), grounds: z.array(z.enum(duplicateGrounds)) })),
});
export type DuplicatesView = z.infer<typeof duplicatesView>;

export const revealedView = z
  .object({ field: z.string(), memberId: z.uuid().nullable(), value: z.string().nullable() })
  .meta({ id: 'RevealedValue' });
export type RevealedView = z.infer<typeof revealedView>;
