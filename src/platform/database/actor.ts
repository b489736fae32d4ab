/**
 * For whom a transaction runs. The transaction runner hands these values to the database, whose policies decide rows
 * by them; `trust/access` builds them.
 */
export interface Actor {
  kind: 'user' | 'household' | 'link' | 'system' | 'anonymous';
  userId: string | null;
  displayName: string;
  /** Provider organisation, for its staff. */
  organisationId: string | null;
  /** Window, station, centre or authority, for staff of the assistance system. */
  unitId: string | null;
  roles: readonly string[];
  districtCodes: readonly string[];
  /** Region ids joined by '/', no trailing slash, e.g. '1/5'; null sees no region. */
  regionPath: string | null;
  /** The household itself, for household links. */
  householdId: string | null;
  /** Why the data is touched: written on the record. */
  purpose: string;
  sessionId?: string | null;
}

/** Someone who has not signed in: sees public tables only. */
export const anonymousActor = (purpose = 'public'): Actor => ({
  kind: 'anonymous',
  userId: null,
  displayName: '',
  organisationId: null,
  unitId: null,
  roles: [],
  districtCodes: [],
  regionPath: null,
  householdId: null,
  purpose,
});
