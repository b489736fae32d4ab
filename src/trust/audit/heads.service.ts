import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';
import { decodeCursor, newId, type Page, pageOf, Transactions } from '../../platform/database';
import { forbidden, invalid, notFound } from '../../platform/errors';
import { Audit } from './audit.service';
import { type Countersignature, Countersignatures } from './countersignatures.store';
import type { DayHead } from './day-head';
import type { CountersignInput } from './heads.view';
import { type Head, SealsStore } from './seals.store';

export type { DayHead } from './day-head';
export type { Head } from './seals.store';

/** Heads of the record, for the audit administrator: taken out of the house each day and countersigned (C2). */
@Injectable()
export class Heads {
  constructor(
    private readonly seals: SealsStore,
    private readonly countersignatures: Countersignatures,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly config: Config,
  ) {}

  /** The last head of each day on which something was sealed, newest first. */
  async days({ limit, after }: { limit: number; after?: string }): Promise<Page<DayHead>> {
    const before = after === undefined ? undefined : String(decodeCursor(after)[0]);
    const found = await this.seals.headsOfDays(limit + 1, before);
    const signed = await this.countersignatures.ofDays(found.map(({ day }) => day));
    const heads = found.map((head) => ({ ...head, countersignatures: signed.get(head.day) ?? [] }));
    return pageOf(heads, limit, ({ day }) => [day]);
  }

  /** @throws AppError 404 `audit-head-not-found` */
  async get(number: string): Promise<Head & { countersignatures: Countersignature[] }> {
    const seal = await this.seals.seal(number);
    if (!seal) throw notFound('audit-head-not-found');
    const head = { number: seal.number, hash: seal.hash.toString('hex'), at: seal.sealed_at };
    return { ...head, countersignatures: await this.countersignatures.of(number) };
  }

  /** What is given to an outside body to keep and to sign. @throws AppError 404 `audit-head-not-found` */
  async file(number: string): Promise<Buffer> {
    const { hash, at } = await this.get(number);
    const first = await this.seals.seal('1');
    const head = {
      installation: { address: this.config.publicUrl, firstSeal: first?.hash.toString('hex') ?? null },
      ...{ number, hash, at: at.toISOString() },
    };
    await this.audit.read({ action: 'audit.head-exported', subjectType: 'audit-head', fields: [number] });
    return Buffer.from(`${JSON.stringify(head, null, 2)}\n`);
  }

  /**
   * Keeps a statement or a detached signature over a head. The hash is given again: whoever signed has seen that one.
   * @throws AppError 404 `audit-head-not-found`; 422 `audit-head-differs` when the record has another hash there now
   */
  async countersign(number: string, input: CountersignInput): Promise<Countersignature> {
    const head = await this.get(number);
    if (head.hash !== input.hash) throw invalid([{ field: 'hash', code: 'audit-head-differs' }]);
    const { userId: accountId } = this.transactions.actor;
    if (accountId === null) throw forbidden();
    const { signer, statement, signature = null } = input;
    const id = newId();
    await this.countersignatures.add({
      ...{ id, accountId, signer, statement, signature },
      ...{ sealNumber: number, sealHash: head.hash },
    });
    const subject = { subjectType: 'countersignature', subjectId: id };
    await this.audit.changed({ action: 'audit.countersigned', ...subject, fields: [number] });
    return (await this.countersignatures.of(number)).find((one) => one.id === id)!;
  }
}
