import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../database';
import { gone } from '../errors';
import { closeEnvelope, openEnvelope } from './envelope';
import { KeyRing } from './key-ring';

/** The random key of one subject, with the fingerprint that stands in its ciphertexts. */
export interface SubjectKey {
  id: Buffer;
  key: Buffer;
  /** For digests on the record: opens nothing, and no way leads from it to the key. */
  digestKey: Buffer;
}

interface StoredKey {
  key_id: string;
  wrapped: Buffer | null;
}

const place = (subjectId: string) => `subject_keys.wrapped|${subjectId}`;
const subjectKey = (key: Buffer): SubjectKey => ({
  id: createHash('sha256').update(key).digest().subarray(0, 8),
  key,
  digestKey: Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'yuanlian/record', 32)),
});

/** One random key per subject (a person, household or account), wrapped by a master key. */
@Injectable()
export class SubjectKeys {
  private readonly opened = new WeakMap<EntityManager, Map<string, SubjectKey>>();
  /**
   * Digest keys of the files at work, beyond a transaction: a change would ask for its key again each time, one of the two
   * round trips that the record costs it. An erasure, the worker's act, is known here within five minutes; a digest
   * written until then means nothing to anybody without the key.
   */
  private readonly digestKeys = new LRUCache<string, Buffer>({ max: 5000, ttl: 5 * 60_000 });

  constructor(
    private readonly transactions: Transactions,
    private readonly ring: KeyRing,
  ) {}

  /** The key of a subject, made at its first use. @throws AppError 410 `subject-erased` */
  async forWriting(subjectId: string): Promise<SubjectKey> {
    return (await this.find(subjectId)) ?? this.make(subjectId);
  }

  /** The digest key of a subject. @throws AppError 410 `subject-erased` */
  async forDigests(subjectId: string): Promise<Buffer> {
    return this.digestKeys.get(subjectId) ?? (await this.forWriting(subjectId)).digestKey;
  }

  /** @throws AppError 410 `subject-erased`, also when the subject never had a key */
  async forReading(subjectId: string): Promise<SubjectKey> {
    const found = await this.find(subjectId);
    if (!found) throw gone('subject-erased');
    return found;
  }

  /** Reads the keys of many subjects at once, so that `forReading` and `forWriting` ask no more for them. */
  async ahead(subjectIds: readonly string[]): Promise<void> {
    const missing = subjectIds.filter((id) => !this.cache().has(id));
    if (missing.length === 0) return;
    const rows = await this.transactions.manager.query<Array<StoredKey & { subject_id: string }>>(
      'select subject_id, key_id, wrapped from subject_keys where subject_id = any($1) and wrapped is not null',
      [missing],
    );
    for (const row of rows) this.remember(row.subject_id, this.unwrap(row.subject_id, row));
  }

  /** Makes the keys of subjects that are new, in one statement: whoever has one already keeps it. */
  async fresh(subjectIds: readonly string[]): Promise<void> {
    const made = subjectIds.map((id) => ({ id, key: randomBytes(32) }));
    const rows = await this.transactions.manager.query<Array<{ subject_id: string }>>(
      `insert into subject_keys (subject_id, key_id, wrapped) select * from unnest($1::uuid[], $2::text[], $3::bytea[])
       on conflict (subject_id) do nothing returning subject_id`,
      [subjectIds, subjectIds.map(() => this.ring.activeId), made.map(({ id, key }) => this.wrap(id, key))],
    );
    const ours = new Set(rows.map((row) => row.subject_id));
    for (const { id, key } of made) if (ours.has(id)) this.remember(id, key);
  }

  /** Wraps up to `limit` keys anew with the active master key; returns how many it did. */
  async rewrap(limit: number): Promise<number> {
    const rows = await this.transactions.manager.query<Array<StoredKey & { subject_id: string }>>(
      `select subject_id, key_id, wrapped from subject_keys
       where key_id <> $1 and wrapped is not null order by subject_id limit $2`,
      [this.ring.activeId, limit],
    );
    const wrapped = rows.map((row) => this.wrap(row.subject_id, this.unwrap(row.subject_id, row)));
    await this.transactions.manager.query(
      `select app.rewrap_subject_key(subject, old, $4, wrapped)
         from unnest($1::uuid[], $2::text[], $3::bytea[]) as batch (subject, old, wrapped)`,
      [rows.map((row) => row.subject_id), rows.map((row) => row.key_id), wrapped, this.ring.activeId],
    );
    return rows.length;
  }

  /** How many keys still wait for `rewrap`. */
  async countToRewrap(): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ count: string }>>(
      'select count(*) from subject_keys where key_id <> $1 and wrapped is not null',
      [this.ring.activeId],
    );
    return Number(row?.count ?? 0);
  }

  private async find(subjectId: string): Promise<SubjectKey | undefined> {
    const cached = this.cache().get(subjectId);
    if (cached) return cached;
    const [row] = await this.transactions.manager.query<StoredKey[]>(
      'select key_id, wrapped from subject_keys where subject_id = $1',
      [subjectId],
    );
    if (!row) return undefined;
    if (!row.wrapped) throw gone('subject-erased');
    return this.remember(subjectId, this.unwrap(subjectId, row));
  }

  private async make(subjectId: string): Promise<SubjectKey> {
    const key = randomBytes(32);
    await this.transactions.manager.query(
      'insert into subject_keys (subject_id, key_id, wrapped) values ($1, $2, $3) on conflict (subject_id) do nothing',
      [subjectId, this.ring.activeId, this.wrap(subjectId, key)],
    );
    // Another transaction may have been first: what the table holds now is the key.
    return this.forReading(subjectId);
  }

  private wrap(subjectId: string, key: Buffer): Buffer {
    const id = this.ring.activeId;
    return closeEnvelope(this.ring.wrappingKey(id), Buffer.from(id), place(subjectId), key);
  }

  private unwrap(subjectId: string, row: StoredKey): Buffer {
    return openEnvelope(this.ring.wrappingKey(row.key_id), place(subjectId), row.wrapped!);
  }

  private remember(subjectId: string, key: Buffer): SubjectKey {
    const entry = subjectKey(key);
    this.cache().set(subjectId, entry);
    // A key that this transaction makes is none before its end.
    this.transactions.afterCommit(() => void this.digestKeys.set(subjectId, entry.digestKey));
    return entry;
  }

  private cache(): Map<string, SubjectKey> {
    const { manager } = this.transactions;
    const known = this.opened.get(manager) ?? new Map<string, SubjectKey>();
    this.opened.set(manager, known);
    return known;
  }
}
