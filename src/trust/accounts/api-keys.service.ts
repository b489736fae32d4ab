import { Injectable } from '@nestjs/common';
import { mintToken, tokenHash } from '../../platform/crypto';
import { newId, Transactions } from '../../platform/database';
import { Audit } from '../audit';
import { API_KEY_MARK } from './sessions.service';

/** Keys of integrators: prefix to find it, hash to check it, roles it may use, and an end. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /**
   * @param scopes roles of the account that the key may act in
   * @param days until it ends
   * @returns the key, shown once
   */
  async issue(accountId: string, scopes: string[], days: number): Promise<{ id: string; key: string }> {
    const [id, key] = [newId(), API_KEY_MARK + mintToken()];
    await this.transactions.manager.query(
      `insert into api_keys (id, prefix, hash, account_id, scopes, expires_at)
       values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(days => $6))`,
      [id, key.slice(0, API_KEY_MARK.length + 8), tokenHash(key), accountId, JSON.stringify(scopes), days],
    );
    await this.audit.changed({ action: 'api-key.issued', subjectType: 'account', subjectId: accountId });
    return { id, key };
  }

  /** Ends every key of an account at once. */
  async revokeAll(accountId: string): Promise<void> {
    await this.transactions.manager.query(
      'update api_keys set revoked_at = clock_timestamp() where account_id = $1 and revoked_at is null',
      [accountId],
    );
  }
}
