import { z } from 'zod';

/** Why a file was open to whoever read it: the codes of `app.reading_ground`. */
export const READING_GROUNDS = [
  'machine',
  'household',
  'referral',
  'break-glass',
  'frozen-file',
  'own-case',
  'sample',
  'assignment',
  'approval',
  'holding-office',
  'supervision',
  'authority',
  'area',
] as const;
export type ReadingGround = (typeof READING_GROUNDS)[number];

export const readingGround = z
  .enum(READING_GROUNDS)
  .nullable()
  .describe('Why the file was open to the reader; null where no file was read, and on rows of before');
