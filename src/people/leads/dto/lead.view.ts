import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { maskPhone } from '../../households';

const own = { id: z.uuid(), self: z.string(), number: z.string(), createdAt: z.iso.datetime() };
const text = z.string().nullable();
/** What somebody saw or wrote down about people may tell of their health. */
const words = released('health', text, { from: 'summary' });

export const leadView = z
  .object({
    ...own,
    channel: z.string(),
    regionName: z.string(),
    reporterTeam: z.string().nullable(),
    reporterName: z.string().nullable(),
    personDescription: released('contact', text, { from: 'masked' }),
    whereabouts: released('contact', text, { from: 'full' }),
    observed: words,
    contactPhone: released('contact', text, { from: 'full', masked: maskPhone }),
    urgency: z.string(),
    state: z.string(),
    attempts: z.number().int(),
    triageNote: words,
    householdId: z.uuid().nullable(),
    ownerAccountId: z.uuid().nullable(),
    ownerName: z.string().nullable(),
    dueAt: z.iso.datetime().nullable(),
    closedAt: z.iso.datetime().nullable(),
    version: z.number().int(),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'Lead' });
export type LeadView = z.infer<typeof leadView>;

/** What a reporter gets back: the own words for 30 days, and whether somebody has looked after it (R54, C3). */
export const reportView = z
  .object({ ...own, handled: z.boolean(), observed: words, withheld })
  .meta({ id: 'LeadReport' });
export type ReportView = z.infer<typeof reportView>;
export const leadsView = z.object({ items: z.array(leadView), next: z.string().nullable() });
export const leadOrReportView = z.union([leadView, reportView]);
