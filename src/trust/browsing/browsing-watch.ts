import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { browsingLimits } from './browsing-limits';

interface Counts {
  files: number;
  searches: number;
  /** The file was opened in this hour before. */
  known: boolean;
  alarmed: boolean;
}

const nothing = () => undefined;

/**
 * Caps what one account opens and searches in an hour, and raises the alarm well before (C3). PostgreSQL counts from the
 * record; here is only asked.
 */
@Injectable()
export class BrowsingWatch {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Before a file is opened. One with a red flag is never held back; the alarm counts it.
   * @returns what to call once the opening is on the record, from which the alarm takes its counts
   * @throws AppError 429 `file-limit`
   */
  async opening(householdId: string, redFlagged: () => Promise<boolean>): Promise<() => void> {
    const counts = await this.counts(householdId);
    if (counts === null || counts.known) return nothing;
    const files = counts.files + 1;
    const past = files > browsingLimits.filesAnHour;
    if (past && !(await redFlagged())) {
      throw new AppError('file-limit', 429, { params: { limit: browsingLimits.filesAnHour } });
    }
    return past || (files >= browsingLimits.alarmFiles && !counts.alarmed) ? () => this.raiseAlarm(past) : nothing;
  }

  /**
   * Before a search; one that finds nothing counts too.
   * @param weight how many searches it counts as
   * @returns as `opening`
   * @throws AppError 429 `search-limit`
   */
  async searching(weight = 1): Promise<() => void> {
    const counts = await this.counts(null);
    if (counts === null) return nothing;
    const searches = counts.searches + weight;
    if (searches > browsingLimits.searchesAnHour) {
      throw new AppError('search-limit', 429, { params: { limit: browsingLimits.searchesAnHour } });
    }
    return searches >= browsingLimits.alarmSearches && !counts.alarmed ? () => this.raiseAlarm(false) : nothing;
  }

  private async counts(householdId: string | null): Promise<Counts | null> {
    if (this.transactions.actor.kind !== 'user') return null;
    const [row] = await this.transactions.manager.query<Counts[]>('select * from app.browsing_now($1)', [householdId]);
    return row ?? null;
  }

  /** Apart from the request, which may only read. */
  private raiseAlarm(emergency: boolean): void {
    const { transactions } = this;
    const { actor } = transactions;
    transactions.afterCommit(() =>
      transactions.runApart(actor, async () => {
        await transactions.manager.query('select app.raise_browsing_alarm($1)', [emergency]);
      }),
    );
  }
}
