import { z } from 'zod';
import { economyKinds, economyMethods, economyPeriods, itemsOf } from '../economy-items';

const amountFen = z.coerce.number().int().min(0, { error: 'economy-amount-negative' }).max(100_000_000_000);
const note = z.string().trim().max(500);
const code = z.string().trim().min(1).max(100);
const ofPack = {
  /** Row of the pack's averages, for income of a flexible job (R65). */
  trade: code.nullable().optional(),
  /** Row of the pack's exemptions, for a thing, with the words why it is one (R67). */
  exemptOn: code.nullable().optional(),
  exemptReason: z.string().trim().min(1).max(500).nullable().optional(),
};

/** A new line of the own declaration. */
export const addEconomyLineInput = z
  .strictObject({
    kind: z.enum(economyKinds),
    item: z.string(),
    amountFen,
    period: z.enum(economyPeriods),
    method: z.enum(economyMethods).default('declared'),
    /** The day it was true; today when left out. */
    asOf: z.iso.date().optional(),
    memberId: z.uuid().optional(),
    note: note.optional(),
    ...ofPack,
  })
  .refine(({ kind, item }) => itemsOf[kind].includes(item), {
    path: ['item'],
    // The code stands twice: the console reads the message, the API the parameter.
    error: 'economy-item-of-other-kind',
    params: { code: 'economy-item-of-other-kind' },
  });
export type AddEconomyLine = z.infer<typeof addEconomyLineInput>;

export const editEconomyLineInput = z.strictObject({
  amountFen: amountFen.optional(),
  period: z.enum(economyPeriods).optional(),
  method: z.enum(economyMethods).optional(),
  asOf: z.iso.date().optional(),
  note: note.optional(),
  ...ofPack,
});
export type EditEconomyLine = z.infer<typeof editEconomyLineInput>;
