import { Injectable } from '@nestjs/common';
import { HouseholdLevels, Households, maskIdentityNumber } from '../../people/households';
import { type Page, Transactions } from '../../platform/database';
import { allows, type FieldGroup, releaseFields, type Unreleased } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import type { WatchDifferenceQuery } from './dto/watch-list.dto';
import { type WatchDifferenceView, watchDifferenceView } from './dto/watch-list.view';
import type { WatchDifference } from './watch-difference.entity';
import { WatchDifferencesStore } from './watch-differences.store';
import { WatchOwners } from './watch-owners';
import { labelName } from './watch-words';

/** Somebody without a file stands on the list for their name: who may see the row sees it. */
const NAMED: ReadonlySet<FieldGroup> = new Set(['contact', 'economy']);

/** Reads of the work list as the reader may see it (R105, C3). */
@Injectable()
export class WatchDifferences {
  constructor(
    private readonly store: WatchDifferencesStore,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly owners: WatchOwners,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** Oldest first. Who works on the district's lists is told how many rows they may not see; others have their own area. */
  async list(query: WatchDifferenceQuery): Promise<Page<WatchDifferenceView> & { outOfReach: number | null }> {
    const { items, next } = await this.store.list(query);
    const ofDistrict = allows(this.transactions.actor.roles, 'watch-lists:read');
    const outOfReach = ofDistrict ? await this.store.countHidden(query) : null;
    return { items: await this.views(items), next, outOfReach };
  }

  /** The household's file is opened with it; a look at somebody without one is on the record. @throws AppError 404 */
  async open(id: string): Promise<WatchDifferenceView> {
    const row = await this.store.get(id);
    const { householdId, districtCode } = row;
    if (householdId !== null) await this.households.open(householdId);
    else
      await this.audit.read({
        ...{ action: 'watch-difference.read', subjectType: 'watch-difference', subjectId: id, districtCode },
      });
    return this.view(row);
  }

  async view(row: WatchDifference): Promise<WatchDifferenceView> {
    const [view] = await this.views([row]);
    return view!;
  }

  /** To whom a row can be handed: who can open its household. @throws AppError 404 */
  async colleagues(id: string): Promise<Array<{ id: string; name: string }>> {
    const row = await this.store.get(id);
    const able = (await this.owners.of(row)).filter((account) => account.id !== row.ownerId);
    return able.map((account) => ({ id: account.id, name: account.display_name }));
  }

  /** Those of the actor that wait. */
  countMine(): Promise<number> {
    return this.store.countMine();
  }

  private async views(rows: readonly WatchDifference[]): Promise<WatchDifferenceView[]> {
    const files = [...new Set(rows.flatMap(({ householdId }) => householdId ?? []))];
    const levels = await this.levels.ofAll(files);
    const labels = await this.households.labelsOf(files);
    const people = rows.flatMap(({ ownerId, answeredBy }) => [ownerId, answeredBy ?? ownerId]);
    const names = await this.accounts.names([...new Set(people)]);
    const views: WatchDifferenceView[] = [];
    for (const row of rows) {
      const { id, listId, side, label, since, householdId, ownerId, state, leadId, proposalId, version } = row;
      const file = householdId === null ? undefined : labels.get(householdId);
      const person = await this.store.person(row);
      const view: Unreleased<WatchDifferenceView> = {
        ...{ id, self: `/api/v1/watch-differences/${id}`, listId, side, label, labelName: labelName(label), since },
        ...{ householdId, householdNumber: file?.number ?? null, householdName: file?.displayName ?? null },
        ...{ personName: person?.name ?? null, ownerId, ownerName: names.get(ownerId) ?? null, state },
        identityNumber: person && maskIdentityNumber(person.identityNumber),
        ...{ ground: await this.store.ground(row), leadId, proposalId, version },
        answeredByName: row.answeredBy === null ? null : (names.get(row.answeredBy) ?? null),
        answeredAt: row.answeredAt?.toISOString() ?? null,
      };
      const level = householdId === null ? this.levels.byDecision(NAMED) : levels.get(householdId)!;
      views.push(releaseFields(watchDifferenceView, view, level));
    }
    return views;
  }
}
