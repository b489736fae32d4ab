import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { checkPurposes } from '../check-request.entity';
import { mismatchStates } from '../check-mismatch.entity';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
const words = z.string().trim().min(2).max(500);

/** What the departments are asked; without items and departments all 32, without people everybody who has signed (R93). */
export const AskDepartments = z
  .strictObject({
    items: z.array(code).min(1).max(60).optional(),
    departments: z.array(code).min(1).max(30).optional(),
    memberIds: z.array(z.uuid()).min(1).max(400).optional(),
    purpose: z.enum(checkPurposes),
  })
  .meta({ id: 'AskDepartments' });
export type AskDepartments = z.output<typeof AskDepartments>;

export const CheckQuery = z.strictObject(pageQuery);
export type CheckQuery = z.output<typeof CheckQuery>;

/** What the household said, or why it was decided so; kept sealed. */
export const SettleMismatch = z.strictObject({ note: words }).meta({ id: 'SettleMismatch' });
export type SettleMismatch = z.output<typeof SettleMismatch>;

/** What the household holds against one answer, in its own words; kept sealed (R65, R81). */
export const ContestAnswer = z.strictObject({ item: code, words }).meta({ id: 'ContestAnswer' });
export type ContestAnswer = z.output<typeof ContestAnswer>;

export const MismatchQuery = z.strictObject({
  state: z.enum(mismatchStates).optional(),
  /** Waiting for somebody: open or disputed. */
  waiting: flag.optional(),
  /** Disputes whose deadline is over. */
  late: flag.optional(),
  /** Contested by the household itself. */
  contested: flag.optional(),
  /** Of households whose case I lead. */
  mine: flag.optional(),
  householdId: z.uuid().optional(),
  ...pageQuery,
});
export type MismatchQuery = z.output<typeof MismatchQuery>;
