import { z } from 'zod';

/** Yuan as typed, into fen. */
export const yuan = z
  .string({ error: 'economy-amount' })
  .refine((typed) => !/^\s*[-−–]/.test(typed), { error: 'economy-amount-negative', abort: true })
  .regex(/^\d{1,8}(\.\d{1,2})?$/, { error: 'economy-amount' })
  .transform((typed) => Math.round(Number(typed) * 100));
