import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { tokenHash } from '../../platform/crypto';
import { Transactions } from '../../platform/database';

const COUNT = 10;
// Without letters and digits that are taken for one another: people write these down and type them again.
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 6;
const IN_GROUP = 4;
/** Those of before had four groups; they are taken until somebody makes new ones. */
const LENGTHS = [GROUPS * IN_GROUP, 16];

const group = () => Array.from({ length: IN_GROUP }, () => SIGNS[randomInt(SIGNS.length)]).join('');

/** 24 signs, 118 bits: from 112 on a plain hash is enough (ASVS 5.0 6.5.2). */
const mint = (): string => Array.from({ length: GROUPS }, group).join('-');

/** Hash of a code as somebody typed it, and null for what is none; bound to its account. */
export function recoveryCodeHash(accountId: string, typed: string): Buffer | null {
  const code = typed.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
  return LENGTHS.includes(code.length) ? tokenHash(`${accountId}|${code}`) : null;
}

/** Codes for the day when the authenticator is lost. They are shown once; only hashes are kept. */
@Injectable()
export class RecoveryCodes {
  constructor(private readonly transactions: Transactions) {}

  /** Ten new codes of the actor's account; the earlier ones end. */
  async renew(accountId: string): Promise<string[]> {
    await this.remove(accountId);
    const codes = Array.from({ length: COUNT }, mint);
    await this.transactions.manager.query(
      'insert into recovery_codes (account_id, code_hash) select $1, unnest($2::bytea[])',
      [accountId, codes.map((code) => recoveryCodeHash(accountId, code))],
    );
    return codes;
  }

  async remove(accountId: string): Promise<void> {
    await this.transactions.manager.query('delete from recovery_codes where account_id = $1', [accountId]);
  }

  /** How many have not been used yet. */
  async left(accountId: string): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ count: number }>>(
      'select count(*)::int as count from recovery_codes where account_id = $1 and used_at is null',
      [accountId],
    );
    return row?.count ?? 0;
  }
}
