/** Values an event may carry: ids, versions, codes, dates. Never names, papers, phones or notes (design 8.8). */
export type EventData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What a use case publishes, in the transaction that makes it true. */
export interface NewEvent {
  /** `<noun>.<past participle>`, e.g. `referral.sent`. */
  type: string;
  /** Rises when the meaning of `data` changes. */
  schemaVersion?: number;
  aggregateId: string;
  /** The aggregate's `version` after the change: handlers bear reordering by it. */
  aggregateVersion: number;
  householdId?: string | null;
  districtCode: string;
  data?: EventData;
}

/** Who caused an event: ids only. */
export interface EventOrigin {
  kind: string;
  userId: string | null;
  /** Leads a log line of the worker back to the click. */
  requestId: string | null;
}

/** An event as subscribers get it. They load the present state themselves. */
export interface DomainEvent {
  id: string;
  type: string;
  schemaVersion: number;
  aggregateId: string;
  aggregateVersion: number;
  householdId: string | null;
  districtCode: string;
  data: EventData;
  actor: EventOrigin;
  occurredAt: Date;
}
