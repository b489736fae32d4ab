import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { CreateHousehold } from '../../households';
import { holdsIdentityNumber } from '../free-text';
import { leadLifecycle } from '../lead.lifecycle';

/** R54: a lead carries no identity number, wherever somebody may have typed one. */
const code = 'identity-number-in-text';
const free = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !holdsIdentityNumber(text), { error: code, params: { code } });

export const leadChannels = ['reporter', 'self', 'proxy', 'screening', 'hotline', 'signal', 'provider'] as const;
export const leadUrgencies = ['normal', 'soon', 'emergency'] as const;
export const leadStates = leadLifecycle.states;

/** A hint that somebody may need help (R25, R54, R69). */
export const CreateLead = z
  .strictObject({
    regionCode: z.string().regex(/^\d{2,12}$/),
    channel: z.enum(leadChannels).optional(),
    reporterTeam: free(60).optional(),
    reporterName: free(60).optional(),
    personDescription: free(300),
    whereabouts: free(300),
    observed: free(2000),
    contactPhone: z
      .string()
      .trim()
      .normalize('NFKC')
      .refine((typed) => /^[+\d][\d -]{5,19}$/.test(typed) && !holdsIdentityNumber(typed), {
        error: 'phone-format',
        params: { code: 'phone-format' },
      })
      .optional(),
    urgency: z.enum(leadUrgencies).default('normal'),
  })
  .meta({ id: 'CreateLead' });
export type CreateLead = z.output<typeof CreateLead>;

/** `taken`: somebody looks after it; `unreachable` counts a try and gives up at the third. */
export const triageResults = ['taken', 'verified', 'duplicate', 'not-need', 'unreachable'] as const;
export const TriageLead = z
  .strictObject({
    result: z.enum(triageResults),
    /** The file it is about: needed for a duplicate; for a verified lead this or a new `household`. */
    householdId: z.uuid().optional(),
    household: CreateHousehold.optional(),
    note: free(1000).optional(),
  })
  .meta({ id: 'TriageLead' });
export type TriageLead = z.output<typeof TriageLead>;

/** Filters of the list. */
export const LeadQuery = z.strictObject({
  state: z.enum(leadStates).optional(),
  urgency: z.enum(leadUrgencies).optional(),
  channel: z.enum(leadChannels).optional(),
  open: z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] }).optional(),
  /** Not looked after in time (R54). */
  late: z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] }).optional(),
  number: z.string().trim().max(20).optional(),
  ...pageQuery,
});
export type LeadQuery = z.output<typeof LeadQuery>;
