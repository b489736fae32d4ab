import { z } from 'zod';
import { exportFormats, exportStates } from '../export.entity';
import { exportKindNames, exportModes } from '../export-kind';

const moment = z.iso.datetime().nullable();

/** An order; nothing of what the file contains. */
export const exportView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    kind: z.enum(exportKindNames),
    mode: z.enum(exportModes),
    format: z.enum(exportFormats),
    reason: z.string(),
    regionCode: z.string().nullable(),
    from: z.string().nullable(),
    until: z.string().nullable(),
    state: z.enum(exportStates),
    failure: z.string().nullable().describe('code of the error that kept it from being made'),
    endReason: z.enum(['expired', 'deleted', 'post-ended', 'household-closed']).nullable(),
    rowCount: z.number().int().nullable(),
    leftOut: z.number().int().nullable().describe('combinations with fewer than five records'),
    fileName: z.string().nullable(),
    fileSize: z.number().int().nullable(),
    orderedBy: z.uuid(),
    orderedByName: z.string().nullable(),
    orderedAt: z.iso.datetime(),
    readyAt: moment,
    expiresAt: moment,
    endedAt: moment,
    downloads: z.number().int(),
    lastDownloadAt: moment,
    /** The file can be fetched now, by the reader. */
    downloadable: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Export' });
export type ExportView = z.infer<typeof exportView>;
export const exportsView = z.object({ items: z.array(exportView), next: z.string().nullable() });
