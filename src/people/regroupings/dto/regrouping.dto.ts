import { z } from 'zod';
import { MemberInput, mostMembers } from '../../households';
import { regroupingKinds, regroupingReasons } from '../regrouping.entity';

const text = (max: number) => z.string().trim().min(1).max(max);

/** Who goes where, and why. The file is named by its number; a split names a place instead, or stays where it is. */
export const RegroupingInput = z
  .strictObject({
    kind: z.enum(regroupingKinds),
    /** With their relation to the head of the file they go to. */
    members: z.array(z.strictObject({ memberId: z.uuid(), relation: MemberInput.shape.relation })).max(mostMembers),
    /** First day in the other file; today when left out. */
    on: z.iso.date().optional(),
    reason: z.enum(regroupingReasons),
    note: text(500).optional(),
    /** Who is the head of those who stay; needed when the head goes. */
    newHeadMemberId: z.uuid().optional(),
    targetNumber: text(20).optional(),
    regionCode: z
      .string()
      .regex(/^\d{2,12}$/)
      .optional(),
    address: text(300).optional(),
    /** Why it is right that only minors are left in a file; asked for when there are such. */
    noAdultReason: text(300).optional(),
    /** Of the preview that was looked at: refused when a file has changed since. */
    basis: text(200).optional(),
  })
  .meta({ id: 'RegroupingInput' });
export type RegroupingInput = z.output<typeof RegroupingInput>;
