import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { requestContext } from '../../platform/http';
import { defaultLocale, Texts } from '../../platform/i18n';
import { Accounts } from '../../trust/accounts';
import type { WatchListQuery } from './dto/watch-list.dto';
import type { WatchListView } from './dto/watch-list.view';
import type { WatchList } from './watch-list.entity';
import { WatchListsStore } from './watch-lists.store';

/** Reads of the agriculture desk's lists: counts and faults, no person. */
@Injectable()
export class WatchLists {
  constructor(
    private readonly store: WatchListsStore,
    private readonly accounts: Accounts,
    private readonly texts: Texts,
  ) {}

  /** Newest first. */
  async list(query: WatchListQuery): Promise<Page<WatchListView>> {
    const { items, next } = await this.store.list(query);
    return { items: await this.views(items), next };
  }

  /** @throws AppError 404 `watch-list-not-found` */
  async one(id: string): Promise<WatchListView> {
    return this.view(await this.store.get(id));
  }

  async view(row: WatchList): Promise<WatchListView> {
    const [view] = await this.views([row]);
    return view!;
  }

  private async views(rows: readonly WatchList[]): Promise<WatchListView[]> {
    const names = await this.accounts.names([...new Set(rows.map(({ uploadedBy }) => uploadedBy))]);
    const locale = requestContext.getStore()?.locale ?? defaultLocale;
    return rows.map((row) => {
      const { id, number, source, listedOn, fileName, state, formulaCount, uploadedBy, version } = row;
      return {
        ...{ id, self: `/api/v1/watch-lists/${id}`, number, source, listedOn, fileName, state, formulaCount, version },
        counts: {
          ...{ rows: row.rowCount, problem: row.problemCount, known: row.knownCount, unknown: row.unknownCount },
          ...{ outOfReach: row.outOfReachCount, theirs: row.theirsCount, ours: row.oursCount },
        },
        problems: row.problems.map(({ line, code }) => ({
          ...{ row: line, code, message: this.texts.t(locale, `watch-lists.problems.${code}`) },
        })),
        ...{ uploadedByName: names.get(uploadedBy) ?? null, uploadedAt: row.uploadedAt.toISOString() },
        confirmedAt: row.confirmedAt?.toISOString() ?? null,
      };
    });
  }
}
