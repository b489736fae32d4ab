import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { plusDays } from '../../../reference/calendar';
import { Audit } from '../../../trust/audit';
import type { WatchListFields } from '../dto/watch-list.dto';
import { PlanWatchList } from '../plan-watch-list';
import { readWatchList } from '../read-watch-list';
import type { WatchList } from '../watch-list.entity';
import { watchListLifecycle } from '../watch-list.lifecycle';
import { WatchListsStore } from '../watch-lists.store';

export interface UploadedWatchList extends WatchListFields {
  fileName: string;
  content: Buffer;
}

/** Days after which a list that nobody confirmed is given up. */
export const CHECKED_DAYS = 30;
export const LIST_EXPIRY = 'watch-list-expiry';
const MOST_PROBLEMS = 200;

/** Takes a list of the agriculture desk into sealed keeping and tries what it would say; nothing is written (R105). */
@Injectable()
export class UploadWatchList {
  constructor(
    private readonly store: WatchListsStore,
    private readonly plan: PlanWatchList,
    private readonly numbers: NumberSequence,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * The same file again leads to what became of it.
   * @throws AppError 422 as `readWatchList`, `district-needed`, `watch-list-future` at `listedOn`
   */
  async execute({ source, listedOn, fileName, content }: UploadedWatchList): Promise<WatchList> {
    const { actor } = this.transactions;
    const [districtCode] = actor.districtCodes;
    if (districtCode === undefined || actor.districtCodes.length > 1 || actor.userId === null)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const today = this.clock.today();
    if (listedOn > today) throw invalid([{ field: 'listedOn', code: 'watch-list-future' }]);
    const { rows, problems, count, formulas } = await readWatchList(content, today);
    const fileDigest = createHash('sha256').update(content).digest();
    const standing = await this.store.standing(districtCode, fileDigest);
    if (standing) return standing;
    const counts = await this.plan.counts(await this.plan.of(districtCode, rows));
    const row = await this.store.insert(
      {
        ...{ id: newId(), number: await this.numbers.nextNumber('WL'), districtCode, source, listedOn, fileName },
        ...{ fileDigest, state: watchListLifecycle.initial, rowCount: count, problemCount: problems.length },
        ...{ ...counts, formulaCount: formulas },
        ...{ problems: problems.slice(0, MOST_PROBLEMS), uploadedBy: actor.userId, uploadedAt: this.clock.now() },
        ...{ confirmedBy: null, confirmedAt: null, version: 1 },
      },
      rows,
    );
    const dueAt = new Date(`${plusDays(today, CHECKED_DAYS)}T23:59:59+08:00`);
    await this.dueItems.set({ kind: LIST_EXPIRY, subjectId: row.id, districtCode, dueAt });
    const subject = { subjectType: 'watch-list', subjectId: row.id, districtCode };
    await this.audit.changed({ action: 'watch-list.uploaded', ...subject, fields: [`rows-${count}`] });
    return row;
  }
}
