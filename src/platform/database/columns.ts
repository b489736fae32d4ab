import type { ValueTransformer } from 'typeorm';

/** bigint columns (fen, counters) as numbers; safe because a checked amount never passes 2^53. */
export const bigintNumber: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};
