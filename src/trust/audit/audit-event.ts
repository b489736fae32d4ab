import type { FieldChange } from './field-changes';
import type { ReadingGround } from './reading-grounds';

/** What happened to what. Ids and field names only, never values (design 8.8). */
export interface Change {
  /** `noun.past-participle`, e.g. `household.updated`. */
  action: string;
  subjectType: string;
  subjectId?: string | null;
  householdId?: string | null;
  /** Names of the fields touched; not needed beside `changes`. */
  fields?: string[];
  /** Fields before and after (`diffOf`); kept as names and keyed digests. */
  changes?: readonly FieldChange[];
  /** Whose key makes the digests; without it the household, else the subject. */
  keyedBy?: string;
  /** Where it belongs; without it the actor's own district and region. */
  districtCode?: string | null;
  regionPath?: string | null;
}

/** What was looked at, and why if other than the actor's standing purpose. */
export interface Reading extends Omit<Change, 'changes' | 'keyedBy'> {
  purpose?: string;
}

/** One row of the record as stored, its purpose split too. */
export interface AuditEventRow {
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  organisation_id: string | null;
  household_actor_id: string | null;
  purpose: string;
  ground: ReadingGround | null;
  reason: string;
  request_id: string | null;
  action: string;
  subject_type: string;
  subject_id: string | null;
  household_id: string | null;
  district_code: string | null;
  region_path: string | null;
  fields: string[];
  digest: Buffer | null;
}
