import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Audit } from '../audit';
import { normaliseUsername } from './account';
import { type AccountFilter, type AccountRow, AccountsStore } from './accounts.store';

/** Reads and plain edits of accounts; acts that change more are use cases of their own. */
@Injectable()
export class Accounts {
  constructor(
    private readonly store: AccountsStore,
    private readonly audit: Audit,
  ) {}

  /** Ordered by username; colleagues of one's provider, or everybody of one's district. */
  list(filter: AccountFilter): Promise<Page<AccountRow>> {
    return this.store.list(filter);
  }

  /** @throws AppError 404 */
  get(id: string): Promise<AccountRow> {
    return this.store.get(id);
  }

  /** The account of a user name, as far as the actor sees it; null otherwise. */
  byUsername(username: string): Promise<AccountRow | null> {
    return this.store.byUsername(normaliseUsername(username));
  }

  /** Display names of staff, for whatever shows who did something; unknown ids are left out. */
  names(ids: readonly string[]): Promise<Map<string, string>> {
    return this.store.names(ids);
  }

  /** @throws AppError 404, 412 */
  async edit(
    id: string,
    version: number,
    change: { displayName: string; email: string | null; locale: string },
  ): Promise<AccountRow> {
    await this.store.get(id);
    await this.store.edit(id, version, change);
    await this.audit.changed({
      action: 'account.edited',
      subjectType: 'account',
      subjectId: id,
      fields: Object.keys(change),
    });
    return this.store.get(id);
  }
}
