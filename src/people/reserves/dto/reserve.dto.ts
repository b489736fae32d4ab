import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

const fen = z.int().min(1).max(100_000_000_000);
/** Names nobody: it stays when a file is erased. */
const reason = z.string().trim().min(8).max(300);

export const OpenReserve = z
  .strictObject({
    /** The station of the township. */
    unitId: z.uuid(),
    /** What the account is filled up to. */
    imprestFen: fen,
  })
  .meta({ id: 'OpenReserve' });
export type OpenReserve = z.output<typeof OpenReserve>;

export const EditReserve = z.strictObject({ imprestFen: fen }).meta({ id: 'EditReserve' });
export type EditReserve = z.output<typeof EditReserve>;

/** What the district books by hand: money in, money back to the district, money that a household has repaid. */
export const handKinds = ['top-up', 'take-back', 'repaid'] as const;

export const BookReserve = z
  .strictObject({ kind: z.enum(handKinds), amountFen: fen, reason })
  .meta({ id: 'BookReserve' });
export type BookReserve = z.output<typeof BookReserve>;

export const UndoReserveEntry = z.strictObject({ reason }).meta({ id: 'UndoReserveEntry' });
export type UndoReserveEntry = z.output<typeof UndoReserveEntry>;

const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
export const ReserveQuery = z.strictObject({
  /** To be topped up. */
  low: flag.optional(),
  ...pageQuery,
});
export type ReserveQuery = z.output<typeof ReserveQuery>;
export const ReserveEntryQuery = z.strictObject({ ...pageQuery });
export type ReserveEntryQuery = z.output<typeof ReserveEntryQuery>;
