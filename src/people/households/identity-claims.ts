import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { conflict } from '../../platform/errors';
import { FileSearch } from './file-search';
import type { Household } from './household.entity';
import { HouseholdsStore } from './households.store';
import { normaliseIdentityNumber } from './identity-number';

export interface Claimant {
  memberId: string;
  identityNumber: string;
}

/** Nobody is a current member of two households of a district (R25, R99); a primary key stands behind it. */
@Injectable()
export class IdentityClaims {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: HouseholdsStore,
    private readonly sealer: Sealer,
    private readonly search: FileSearch,
  ) {}

  /**
   * Claims the numbers of new members; waits for whoever claims one of them at the same time.
   * @throws AppError 409 `person-in-household-already`; 409 `person-in-other-household`, which names the other file only
   *   to somebody who could open it anyway
   */
  async claim({ id, districtCode }: Household, claimants: readonly Claimant[]): Promise<void> {
    const wanted = claimants.flatMap(({ memberId, identityNumber }) =>
      this.indexesOf(identityNumber).map((index) => ({ index, memberId })),
    );
    if (wanted.length === 0) return;
    // In one order everywhere, so that two who claim the same people wait for each other and do not lock up.
    const [row] = await this.transactions.manager.query<Array<{ added: string }>>(
      `with wanted as (select * from unnest($3::bytea[], $4::uuid[]) w (identity_index, member_id) order by 1),
        added as (insert into identity_claims (district_code, identity_index, household_id, member_id)
          select $1, identity_index, $2, member_id from wanted on conflict do nothing returning member_id)
        select count(*) as added from added`,
      [districtCode, id, wanted.map(({ index }) => index), wanted.map(({ memberId }) => memberId)],
    );
    if (Number(row?.added) < wanted.length) await this.refuse(id, claimants);
  }

  /** Somebody left, or their number was corrected. */
  async release(memberId: string): Promise<void> {
    await this.transactions.manager.query('delete from identity_claims where member_id = $1', [memberId]);
  }

  /**
   * The claims of an ended membership pass to the person's next one. In between nobody else gets them: whoever claims the
   * same number waits for this transaction, since its rows stand under the same key.
   */
  async handOver(fromMemberId: string, { householdId, memberId }: { householdId: string; memberId: string }) {
    const rows = await this.transactions.manager.query<Array<{ district_code: string; identity_index: Buffer }>>(
      'select district_code, identity_index from identity_claims where member_id = $1 order by identity_index',
      [fromMemberId],
    );
    await this.release(fromMemberId);
    for (const { district_code: district, identity_index: index } of rows)
      await this.transactions.manager.query(
        `insert into identity_claims (district_code, identity_index, household_id, member_id) values ($1, $2, $3, $4)`,
        [district, index, householdId, memberId],
      );
  }

  private async refuse(householdId: string, claimants: readonly Claimant[]): Promise<never> {
    const own = new Set(claimants.map(({ memberId }) => memberId));
    const found = await this.store.byIdentity(claimants.flatMap((one) => this.indexesOf(one.identityNumber)));
    const [visible] = found.filter((member) => !own.has(member.id));
    if (visible?.householdId === householdId) throw conflict('person-in-household-already');
    const other = visible && (await this.store.get(visible.householdId).catch(() => undefined));
    // Who asks number by number learns whether people have a file elsewhere: that is a search.
    if (!other) await this.search.counted('identity', () => Promise.resolve({ items: claimants }));
    throw other
      ? conflict('person-in-other-household', { number: other.number })
      : conflict('person-in-unseen-household');
  }

  private indexesOf(identityNumber: string): Buffer[] {
    return this.sealer.indexes('identity', normaliseIdentityNumber(identityNumber));
  }
}
