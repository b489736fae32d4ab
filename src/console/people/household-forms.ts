import { z } from 'zod';
import { CreateHousehold, EditMember, MemberInput, UpdateHousehold } from '../../people/households';
import { oneOrMany, ticked, typedValues } from '../shell';

export const relations = MemberInput.shape.relation.options;
export const sexes = MemberInput.shape.sex.unwrap().options;
export const workCapacities = MemberInput.shape.workCapacity.unwrap().options;
export const worksAs = MemberInput.shape.works.unwrap().options;
export const illnesses = MemberInput.shape.illness.unwrap().options;
export const channels = CreateHousehold.shape.contactChannel.unwrap().options;

const yesOrNo = z.enum(['true', 'false']).transform((answer) => answer === 'true');
const languages = oneOrMany(z.string().max(20));

/** The form of an assisted intake (R25, R103). */
export const NewHouseholdForm = CreateHousehold.extend({
  languages,
  specialHandling: ticked,
  members: z
    .array(
      MemberInput.extend({ inEducation: ticked, singleParent: yesOrNo.optional(), counted: yesOrNo.default(true) }),
    )
    .max(1000)
    .default([]),
  confirmed: ticked,
  lead: z.uuid().optional(),
});

/**
 * An empty address stays as it is. Of e-mail and phone the form says whether it showed them (`emailShown`, `phoneShown`):
 * emptied they go, while what was masked or withheld stays.
 */
export const EditHouseholdForm = UpdateHousehold.extend({ languages, specialHandling: ticked, emailShown: ticked });
export const NewMemberForm = MemberInput.extend({
  inEducation: ticked,
  singleParent: yesOrNo.optional(),
  counted: yesOrNo.default(true),
});
/** Empty number and card stay as they are: a masked value cannot be typed back. */
export const EditMemberForm = EditMember.extend({
  inEducation: ticked,
  singleParent: yesOrNo.optional(),
  counted: yesOrNo.optional(),
  phoneShown: ticked,
});

/** Whether the box of a field was sent, and nothing in it. */
export const emptiedIn = (body: unknown, field: string): boolean => {
  const typed = typedValues(body)[field];
  return typeof typed === 'string' && typed.trim() === '';
};
