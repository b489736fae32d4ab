import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

/** One row of `audit_countersignatures`. */
export interface Countersignature {
  id: string;
  sealNumber: string;
  sealHash: string;
  accountId: string;
  signer: string;
  statement: string;
  signature: string | null;
  signedAt: Date;
}

const COLUMNS = `id, seal_number::text as "sealNumber", encode(seal_hash, 'hex') as "sealHash", account_id as "accountId", signer,
  statement, signature, signed_at as "signedAt"`;

/** Who has vouched for which head; only ever added to. */
@Injectable()
export class Countersignatures {
  constructor(private readonly transactions: Transactions) {}

  async add(signature: Omit<Countersignature, 'signedAt'>): Promise<void> {
    const { id, sealNumber, sealHash, accountId, signer, statement, signature: detached } = signature;
    await this.query(
      `insert into audit_countersignatures (id, seal_number, seal_hash, account_id, signer, statement, signature)
       values ($1, $2, decode($3, 'hex'), $4, $5, $6, $7)`,
      [id, sealNumber, sealHash, accountId, signer, statement, detached],
    );
  }

  /** Of one head, oldest first. */
  of(sealNumber: string): Promise<Countersignature[]> {
    return this.query<Countersignature>(
      `select ${COLUMNS} from audit_countersignatures where seal_number = $1 order by signed_at, id`,
      [sealNumber],
    );
  }

  /** Of any head sealed on these days, by day: a day counts as countersigned whichever of its heads was. */
  async ofDays(days: readonly string[]): Promise<Map<string, Countersignature[]>> {
    const rows = await this.query<Countersignature & { day: string }>(
      `select ${COLUMNS.replace('id,', 'c.id,')}, to_char(s.sealed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
       from audit_countersignatures c join audit_seals s on s.number = c.seal_number
       where (s.sealed_at at time zone 'Asia/Shanghai')::date = any($1::date[]) order by signed_at, c.id`,
      [days],
    );
    const signed = new Map<string, Countersignature[]>();
    for (const { day, ...row } of rows) signed.set(day, [...(signed.get(day) ?? []), row]);
    return signed;
  }

  /** Every countersigned head. */
  heads(): Promise<Array<{ number: string; hash: string }>> {
    return this.query(
      `select distinct seal_number::text as number, encode(seal_hash, 'hex') as hash from audit_countersignatures`,
      [],
    );
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, values);
  }
}
