import { z } from 'zod';
import { CreateHousehold, EditMember, MemberInput, UpdateHousehold } from '../../people/households';
import { oneOrMany, ticked } from '../shell';

export const relations = MemberInput.shape.relation.options;
export const sexes = MemberInput.shape.sex.unwrap().options;
export const workCapacities = MemberInput.shape.workCapacity.unwrap().options;
export const channels = CreateHousehold.shape.contactChannel.unwrap().options;

const languages = oneOrMany(z.string().max(20));

/** The form of an assisted intake (R25, R103). */
export const NewHouseholdForm = CreateHousehold.extend({
  languages,
  specialHandling: ticked,
  members: z
    .array(MemberInput.extend({ inEducation: ticked }))
    .max(30)
    .default([]),
  confirmed: ticked,
  lead: z.uuid().optional(),
});

export const EditHouseholdForm = UpdateHousehold.extend({ languages, specialHandling: ticked });
export const NewMemberForm = MemberInput.extend({ inEducation: ticked });
/** Empty number, phone and card stay as they are: a masked value cannot be typed back. */
export const EditMemberForm = EditMember.extend({ inEducation: ticked });
