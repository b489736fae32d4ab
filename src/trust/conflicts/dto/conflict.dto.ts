import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { conflictKinds } from '../conflict.entity';

/** A conflict of interest with a file (C3); without `accountId` the own one. */
export const DeclareConflict = z
  .strictObject({
    /** Number of the file, or an exact identity number or phone of somebody in it. */
    householdKey: z.string().trim().min(4).max(40),
    kind: z.enum(conflictKinds),
    accountId: z.uuid().optional(),
    note: z.string().trim().min(1).max(300).optional(),
    /** Last day, for what passes, e.g. a lease next door. */
    validUntil: z.iso.date().optional(),
  })
  .meta({ id: 'DeclareConflict' });
export type DeclareConflict = z.output<typeof DeclareConflict>;

export const EndConflict = z.strictObject({ reason: z.string().trim().min(4).max(300) }).meta({ id: 'EndConflict' });
export type EndConflict = z.output<typeof EndConflict>;

export const RecordIdentity = z
  .strictObject({ identityNumber: z.string().trim().min(15).max(30) })
  .meta({ id: 'RecordIdentity' });
export type RecordIdentity = z.output<typeof RecordIdentity>;

export const conflictShows = ['mine', 'all'] as const;
export const ConflictQuery = z.strictObject({ show: z.enum(conflictShows).default('mine'), ...pageQuery });
export type ConflictQuery = z.output<typeof ConflictQuery>;
