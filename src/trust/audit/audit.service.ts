import { Injectable } from '@nestjs/common';
import { SubjectDigests } from '../../platform/crypto';
import { type Actor, newId, Transactions } from '../../platform/database';
import { requestContext } from '../../platform/http';
import type { Change, Reading } from './audit-event';
import { packDigests } from './field-changes';

const INSERT = `insert into audit_events (id, actor_kind, actor_id, organisation_id, household_actor_id, purpose, request_id, action,
    subject_type, subject_id, household_id, district_code, region_path, fields, digest)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;
// Several rows in one statement; those with a ground are readings, whose purpose begins with why the file was open.
const INSERT_ALL = `insert into audit_events (id, actor_kind, actor_id, organisation_id, household_actor_id, request_id, purpose,
    action, subject_type, subject_id, household_id, district_code, region_path, fields, digest)
  select n.id, $1, $2::uuid, $3::uuid, $4::uuid, $5,
    case when n.grounded then app.reading_ground(n.household_id) || ': ' || n.purpose else n.purpose end,
    n.action, n.subject_type, n.subject_id, n.household_id, n.district_code, n.region_path, n.fields, decode(n.digest, 'hex')
  from jsonb_to_recordset($6::jsonb) n (id uuid, purpose text, grounded boolean, action text, subject_type text,
    subject_id uuid, household_id uuid, district_code text, region_path text, fields jsonb, digest text)`;
const INSERT_MANY = `insert into audit_events (id, actor_kind, actor_id, organisation_id, purpose, request_id, action,
    subject_type, subject_id, household_id, district_code, region_path, fields)
  select uuidv7(), $1, $2::uuid, $3::uuid, app.reading_ground(household) || ': ' || $4,
    $5, $6, $7, household, household, $8, $9, $10::jsonb from unnest($11::uuid[]) household`;

/** Writes the record (design 8.4, C2): who did or saw what, when, why; in the transaction that did it. */
@Injectable()
export class Audit {
  /** Readings of a read-only transaction wait here, so that a file opened by ten queries is recorded once. */
  private readonly pending = new WeakMap<object, Map<string, Reading>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly digests: SubjectDigests,
  ) {}

  /** Records a change; it stands or falls with the open transaction. */
  async changed(change: Change): Promise<void> {
    await this.insert(change, this.transactions.actor.purpose);
  }

  /** Records changes of many subjects in one statement, an entry for each. */
  async changedAll(changes: readonly Change[]): Promise<void> {
    const { purpose } = this.transactions.actor;
    await this.insertAll(changes.map((event) => ({ event, purpose, grounded: false })));
  }

  /**
   * Records that someone looked. In a read-only transaction the row is written right after it, in one of its own,
   * before the answer leaves; if that fails, so does the request: nothing is shown unrecorded.
   */
  async read(reading: Reading): Promise<void> {
    const { transactions } = this;
    if (!transactions.readOnly) {
      await this.insert(reading, await this.purposeOf(reading));
      return;
    }
    const { scope, actor } = transactions;
    let readings = this.pending.get(scope);
    if (!readings) {
      readings = new Map();
      this.pending.set(scope, readings);
      transactions.afterCommit(() => this.flush(scope, actor));
    }
    readings.set([reading.action, reading.subjectType, reading.subjectId, reading.purpose].join('|'), reading);
  }

  /**
   * As `read`, of many files at once, e.g. those in one list that leaves the house: a row for each, so that every household
   * sees it. In a transaction that may write.
   */
  async readAll(reading: Omit<Reading, 'householdId' | 'subjectId'>, householdIds: readonly string[]): Promise<void> {
    const { actor, manager } = this.transactions;
    const { action, subjectType, fields = [], purpose = actor.purpose } = reading;
    await manager.query(INSERT_MANY, [
      ...[actor.kind, actor.userId, actor.organisationId, purpose, requestContext.getStore()?.requestId ?? null],
      ...[action, subjectType, reading.districtCode ?? actor.districtCodes[0] ?? null],
      actor.regionPath === null ? null : `${actor.regionPath}/`,
      JSON.stringify(fields),
      [...new Set(householdIds)],
    ]);
  }

  private async flush(scope: object, actor: Actor): Promise<void> {
    const readings = [...(this.pending.get(scope)?.values() ?? [])];
    this.pending.delete(scope);
    await this.transactions.runApart(actor, async () => {
      const { purpose } = actor;
      const entries = readings.map((event) => ({
        ...{ event, purpose: event.purpose ?? purpose, grounded: event.householdId !== undefined },
      }));
      await this.insertAll(entries);
    });
  }

  /** Why it was looked at; before the reason stands the ground on which the file was open to the reader (C2, C3). */
  private async purposeOf({ purpose, householdId }: Reading): Promise<string> {
    const { actor, manager } = this.transactions;
    const reason = purpose ?? actor.purpose;
    if (householdId === undefined) return reason;
    const [row] = await manager.query<Array<{ ground: string }>>('select app.reading_ground($1) as ground', [
      householdId,
    ]);
    return row ? `${row.ground}: ${reason}` : reason;
  }

  private async insertAll(
    entries: ReadonlyArray<{ event: Change; purpose: string; grounded: boolean }>,
  ): Promise<void> {
    if (entries.length === 0) return;
    const { actor, manager } = this.transactions;
    const { ownDistrict, ownRegion } = placeOf(actor);
    const rows: object[] = [];
    for (const { event, purpose, grounded } of entries) {
      const { fields, digest } = await this.contents(event);
      rows.push({
        ...{ id: newId(), purpose, grounded, action: event.action, subject_type: event.subjectType },
        ...{ subject_id: event.subjectId ?? null, household_id: event.householdId ?? null },
        ...{ district_code: event.districtCode ?? ownDistrict, region_path: event.regionPath ?? ownRegion },
        ...{ fields, digest: digest?.toString('hex') ?? null },
      });
    }
    await manager.query(INSERT_ALL, [
      ...[actor.kind, actor.userId, actor.organisationId, actor.householdId],
      ...[requestContext.getStore()?.requestId ?? null, JSON.stringify(rows)],
    ]);
  }

  private async insert(event: Change, purpose: string): Promise<void> {
    const { actor, manager } = this.transactions;
    const { ownDistrict, ownRegion } = placeOf(actor);
    const { fields, digest } = await this.contents(event);
    await manager.query(INSERT, [
      newId(),
      actor.kind,
      actor.userId,
      actor.organisationId,
      actor.householdId,
      purpose,
      requestContext.getStore()?.requestId ?? null,
      event.action,
      event.subjectType,
      event.subjectId ?? null,
      event.householdId ?? null,
      event.districtCode ?? ownDistrict,
      event.regionPath ?? ownRegion,
      JSON.stringify(fields),
      digest,
    ]);
  }

  /** Values end here: what goes on are names and digests. */
  private async contents(event: Change): Promise<{ fields: string[]; digest: Buffer | null }> {
    const { fields = [], changes = [], keyedBy, householdId, subjectId } = event;
    if (changes.length === 0) return { fields, digest: null };
    const key = keyedBy ?? householdId ?? subjectId;
    const digestOf = key ? await this.digests.of(key) : undefined;
    return { fields: changes.map(({ field }) => field), digest: digestOf ? packDigests(changes, digestOf) : null };
  }
}

/** Where an entry belongs that does not say so itself. */
function placeOf({ districtCodes, regionPath }: Actor) {
  const [only = null] = districtCodes.length === 1 ? districtCodes : [];
  return { ownDistrict: only, ownRegion: regionPath === null ? null : `${regionPath}/` };
}
