import { z } from 'zod';

const own = { id: z.uuid(), self: z.string(), number: z.string(), createdAt: z.iso.datetime() };

export const leadView = z
  .object({
    ...own,
    channel: z.string(),
    regionName: z.string(),
    reporterTeam: z.string().nullable(),
    reporterName: z.string().nullable(),
    personDescription: z.string(),
    whereabouts: z.string(),
    observed: z.string(),
    contactPhone: z.string().nullable(),
    urgency: z.string(),
    state: z.string(),
    attempts: z.number().int(),
    triageNote: z.string().nullable(),
    householdId: z.uuid().nullable(),
    ownerAccountId: z.uuid().nullable(),
    ownerName: z.string().nullable(),
    dueAt: z.iso.datetime().nullable(),
    closedAt: z.iso.datetime().nullable(),
    version: z.number().int(),
    moves: z.array(z.string()),
  })
  .meta({ id: 'Lead' });
export type LeadView = z.infer<typeof leadView>;

/** What a reporter gets back: the own words for 30 days, and whether somebody has looked after it (R54, C3). */
export const reportView = z
  .object({ ...own, handled: z.boolean(), observed: z.string().nullable() })
  .meta({ id: 'LeadReport' });
export type ReportView = z.infer<typeof reportView>;
export const leadsView = z.object({ items: z.array(leadView), next: z.string().nullable() });
export const leadOrReportView = z.union([leadView, reportView]);
