import { z } from 'zod';
import { obligorMethods, obligorRelations, supportPapers, unableReasons } from '../obligor-codes';

const fen = z.coerce.number().int().min(0, { error: 'economy-amount-negative' }).max(100_000_000_000);
const noNumber = { error: 'obligor-people' };
const people = z.coerce.number(noNumber).int(noNumber).min(1, noNumber).max(30, noNumber);
const day = z.iso.date();

const told = {
  name: z.string().trim().min(1).max(100),
  relation: z.enum(obligorRelations),
  /** Left out or null: able to pay (B21). */
  unableBecause: z.enum(unableReasons).nullable().optional(),
  householdSize: people,
  supports: people,
  incomeYearFen: fen.nullable().optional(),
  paper: z.enum(supportPapers).nullable().optional(),
  paperOn: day.nullable().optional(),
  agreedMonthFen: fen.nullable().optional(),
  paidMonthFen: fen.nullable().optional(),
  paidMethod: z.enum(obligorMethods).nullable().optional(),
  method: z.enum(obligorMethods),
  /** The day it was true; today when left out. */
  asOf: day.optional(),
  note: z.string().trim().max(500).nullable().optional(),
};

/** Somebody who owes support to one member (R65). */
export const addObligorInput = z.strictObject({
  memberId: z.uuid(),
  ...told,
  householdSize: people.default(1),
  supports: people.default(1),
  method: z.enum(obligorMethods).default('declared'),
});
export type AddObligor = z.infer<typeof addObligorInput>;

/** What may be corrected; whom they owe stays, another member is another row. */
export const editObligorInput = z.strictObject(told).partial();
export type EditObligor = z.infer<typeof editObligorInput>;

/** "Asked, there is nobody." */
export const nobodyOwesInput = z.strictObject({
  /** Today when left out. */
  askedOn: day.optional(),
});
export type NobodyOwes = z.infer<typeof nobodyOwesInput>;
