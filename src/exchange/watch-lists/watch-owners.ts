import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { type AccountRow, Accounts } from '../../trust/accounts';
import type { WatchDifference } from './watch-difference.entity';

const OWNERS = ['window-worker', 'station-worker', 'centre-worker', 'officer'];
const PAGE = 200;

type Place = Pick<WatchDifference, 'districtCode' | 'householdId'>;
/** A household and somebody who might have its row. */
export interface OwnerPair {
  householdId: string;
  accountId: string;
}

/** Who can have a row of the work list: staff on duty who can open the household that it is about (C3). */
@Injectable()
export class WatchOwners {
  constructor(
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
  ) {}

  /** Everybody who can, by user name. */
  async of({ districtCode, householdId }: Place): Promise<AccountRow[]> {
    const staff = await this.staff(districtCode);
    return householdId === null ? staff : this.among(staff, householdId);
  }

  /** Why an account cannot have the row, as a code; null where it can. */
  async fault({ districtCode, householdId }: Place, accountId: string): Promise<string | null> {
    const account = await this.accounts.get(accountId).catch(() => null);
    if (account?.state !== 'active' || !works(account, districtCode)) return 'watch-owner-unfit';
    if (householdId === null) return null;
    const pair = { householdId, accountId };
    return (await this.able([pair])).has(keyOf(pair)) ? null : 'watch-owner-out-of-reach';
  }

  /**
   * Who gets the row of each household: who leads the case, else one of the others in their order, else one of the
   * district who can open it.
   */
  async first(
    districtCode: string,
    householdIds: readonly string[],
    { leaders, others }: { leaders: ReadonlyMap<string, string>; others: readonly string[] },
  ): Promise<Map<string, string>> {
    const candidates = (householdId: string) =>
      [leaders.get(householdId), ...others].flatMap((accountId) => (accountId ? [{ householdId, accountId }] : []));
    const able = await this.able(householdIds.flatMap(candidates));
    const found = new Map<string, string>();
    for (const householdId of householdIds) {
      const fit = candidates(householdId).find((pair) => able.has(keyOf(pair)));
      if (fit) found.set(householdId, fit.accountId);
    }
    const left = householdIds.filter((householdId) => !found.has(householdId));
    const staff = left.length > 0 ? await this.staff(districtCode) : [];
    for (const [place, householdId] of left.entries()) {
      const fit = await this.among(staff, householdId);
      // In turn, so that not all of them go to the same person.
      const owner = fit[place % fit.length];
      if (owner) found.set(householdId, owner.id);
    }
    return found;
  }

  private async staff(districtCode: string): Promise<AccountRow[]> {
    const found: AccountRow[] = [];
    let after: string | null | undefined;
    do {
      const page = await this.accounts.list({ state: 'active', limit: PAGE, ...(after ? { after } : {}) });
      found.push(...page.items.filter((account) => works(account, districtCode)));
      after = page.next;
    } while (after);
    return found;
  }

  private async among(staff: readonly AccountRow[], householdId: string): Promise<AccountRow[]> {
    const able = await this.able(staff.map(({ id: accountId }) => ({ householdId, accountId })));
    return staff.filter(({ id }) => able.has(keyOf({ householdId, accountId: id })));
  }

  private async able(pairs: readonly OwnerPair[]): Promise<Set<string>> {
    const rows = await this.transactions.manager.query<OwnerPair[]>(
      `select household_id as "householdId", account_id as "accountId" from app.pairs_in_reach($1::uuid[], $2::uuid[], $3)`,
      [pairs.map(({ householdId }) => householdId), pairs.map(({ accountId }) => accountId), OWNERS],
    );
    return new Set(rows.map(keyOf));
  }
}

const works = ({ posts }: AccountRow, districtCode: string) =>
  posts.some((post) => post.districtCode === districtCode && OWNERS.includes(post.role));
const keyOf = ({ householdId, accountId }: OwnerPair) => `${householdId} ${accountId}`;
