import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Transactions } from '../database';
import { AppError, conflict, invalid } from '../errors';

interface StoredRequest {
  digest: string;
  status: number | null;
  location: string | null;
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '_csrf' && name !== '_key')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
};

const lockTimedOut = (error: unknown) => (error as { code?: string }).code === '55P03';

/** Repeats of a POST (design 8.13): the key is stored in the same transaction as the effect. */
@Injectable()
export class Idempotency {
  constructor(private readonly transactions: Transactions) {}

  /** Digest of method, path and body; tokens that change with each page view stay out. */
  digest(request: FastifyRequest): string {
    const text = JSON.stringify([request.method, request.url.split('?')[0], sorted(request.body ?? null)]);
    return createHash('sha256').update(text).digest('hex');
  }

  /**
   * Claims the key, waiting for a concurrent first request at most 5 s.
   * @returns the finished earlier request, or null when this one is the first
   * @throws AppError 409 `idempotency-in-progress`, 422 `idempotency-key-reused`
   */
  async claim(key: string, digest: string): Promise<StoredRequest | null> {
    const { manager } = this.transactions;
    const claimed = await manager
      .query<unknown[]>(
        `with patience as (select set_config('lock_timeout', '5s', true))
         insert into idempotency_keys (actor_id, key, digest)
         select app.idempotency_actor(), $1, $2 from patience
         on conflict do nothing returning key`,
        [key, digest],
      )
      .catch((error: unknown) => {
        throw lockTimedOut(error) ? conflict('idempotency-in-progress') : error;
      });
    if (claimed.length > 0) return null;
    const [stored] = await manager.query<StoredRequest[]>(
      'select digest, status, location from idempotency_keys where actor_id = app.idempotency_actor() and key = $1',
      [key],
    );
    if (!stored) throw conflict('idempotency-in-progress');
    if (stored.digest !== digest) throw new AppError('idempotency-key-reused', 422);
    return stored;
  }

  /** Remembers where the result of this request can be read. */
  async finish(key: string, status: number, location: string | null): Promise<void> {
    await this.transactions.manager.query(
      'update idempotency_keys set status = $2, location = $3 where actor_id = app.idempotency_actor() and key = $1',
      [key, status, location],
    );
  }
}

/** @throws AppError 400 `idempotency-key-required`, 422 when it is no sensible key */
export function requiredKey(value: unknown): string {
  if (value === undefined || value === '') throw new AppError('idempotency-key-required', 400);
  if (typeof value !== 'string' || !/^[\w.:-]{8,100}$/.test(value)) {
    throw invalid([{ field: 'Idempotency-Key', code: 'idempotency-key-invalid' }]);
  }
  return value;
}
