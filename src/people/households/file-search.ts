import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { browsingLimits, BrowsingWatch } from '../../trust/browsing';
import { Audit } from '../../trust/audit';
import type { Household } from './household.entity';
import { type HouseholdFilter, HouseholdsStore } from './households.store';
import { type SearchKey, searchKeyOf } from './search-key';

export interface FoundFiles {
  items: Household[];
  /** There are more than may be shown. */
  more: boolean;
}

/** Finds files in reach by an exact key: nobody leafs through people (C3). Each search is counted and on the record. */
@Injectable()
export class FileSearch {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly watch: BrowsingWatch,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
  ) {}

  /**
   * By the number of the file, a whole identity number, a whole phone, or a full name.
   * @throws AppError 429 `search-limit`
   */
  async byKey(typed: string): Promise<FoundFiles> {
    const key = searchKeyOf(typed);
    return this.counted(key.kind, async () => {
      const page = await this.store.list({ ...this.filterOf(key), limit: browsingLimits.hits });
      return { items: page.items, more: page.next !== null };
    });
  }

  /**
   * Any other look-up of people by something typed, e.g. the number of a case.
   * @param weight how many searches it counts as
   * @throws AppError 429 `search-limit`
   */
  async counted<T extends { items: readonly unknown[] }>(kind: string, find: () => Promise<T>, weight = 1): Promise<T> {
    const recorded = await this.watch.searching(weight);
    const found = await find();
    const fields = [kind, found.items.length > 0 ? 'found' : 'nothing', ...(weight > 1 ? [`searches-${weight}`] : [])];
    const { transactions, audit } = this;
    const { actor } = transactions;
    const record = async () => {
      await audit.read({ action: 'household.searched', subjectType: 'household', fields });
      recorded();
    };
    await record();
    // Also when the request that told something by it is refused: the refusal was an answer.
    transactions.afterRollback(() => transactions.runApart(actor, record));
    return found;
  }

  private filterOf({ kind, text }: SearchKey): Omit<HouseholdFilter, 'limit'> {
    switch (kind) {
      case 'number':
        return { number: text };
      case 'identity':
        return { identities: this.sealer.indexes('identity', text) };
      case 'phone':
        return { phones: phonesOf(text).flatMap((phone) => this.sealer.indexes('phone', phone)) };
      case 'name':
        return { name: text, exactName: text };
    }
  }
}

/** With and without the country's prefix. */
const phonesOf = (text: string): string[] => (/^86\d{11}$/.test(text) ? [text, text.slice(2)] : [text, `86${text}`]);
