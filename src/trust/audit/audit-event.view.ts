import { z } from 'zod';
import { pageQuery } from '../../platform/database';
import type { AuditEventRow } from './audit-event';
import { unpackDigests } from './field-changes';
import { readingGround } from './reading-grounds';

export const auditQuery = z.strictObject({
  ...pageQuery,
  action: z.string().max(80).optional(),
  actorId: z.uuid().optional(),
  subjectType: z.string().max(80).optional(),
  subjectId: z.uuid().optional(),
  householdId: z.uuid().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditEventView = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actorKind: z.string(),
    actorId: z.uuid().nullable(),
    organisationId: z.uuid().nullable(),
    purpose: z.string().describe('As recorded and sealed: the ground, if there is one, a colon and the reason'),
    ground: readingGround,
    reason: z.string().describe('What for: the purpose without the ground'),
    requestId: z.string().nullable(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.uuid().nullable(),
    householdId: z.uuid().nullable(),
    districtCode: z.string().nullable(),
    fields: z.array(z.string()),
    changes: z
      .array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .describe('Digests keyed by the subject, never values; null = was or is empty'),
  })
  .meta({ id: 'AuditEvent' });
export const auditEventsView = z.object({ items: z.array(auditEventView), next: z.string().nullable() });

export const viewAuditEvent = (row: AuditEventRow): z.infer<typeof auditEventView> => ({
  id: row.id,
  at: row.at.toISOString(),
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  organisationId: row.organisation_id,
  purpose: row.purpose,
  ground: row.ground,
  reason: row.reason,
  requestId: row.request_id,
  action: row.action,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  householdId: row.household_id,
  districtCode: row.district_code,
  fields: row.fields,
  changes: unpackDigests(row.fields, row.digest),
});
