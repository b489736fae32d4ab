import { z } from 'zod';
import { exportEnds, exportFormats, exportStates } from '../export.entity';
import { exportKindNames, exportModes, requestedGroups } from '../export-kind';

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
    requestNumber: z.string().nullable().describe('of a supervising organ, for an identified list (R88)'),
    requestOrgan: z.string().nullable(),
    requestDate: z.iso.date().nullable(),
    fieldGroups: z.array(z.enum(requestedGroups)),
    decidedByName: z.string().nullable().describe('the second person'),
    decidedAt: moment,
    decisionNote: z.string().nullable(),
    noticeDelayReason: z.string().nullable(),
    noticeDueAt: moment.describe('when the households see it on their pages, if not at once'),
    state: z.enum(exportStates),
    failure: z.string().nullable().describe('code of the error that kept it from being made'),
    endReason: z.enum(exportEnds).nullable(),
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
    /** The reader may agree to it or refuse it now. */
    decidable: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Export' });
export type ExportView = z.infer<typeof exportView>;
export const exportsView = z.object({ items: z.array(exportView), next: z.string().nullable() });
