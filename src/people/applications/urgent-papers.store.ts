import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { UrgentPapers } from './urgent-papers.entity';

/** Rows of papers that come after the money, as far as the actor can reach their applications. */
@Injectable()
export class UrgentPapersStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: UrgentPapers): Promise<void> {
    await this.transactions.manager.insert(UrgentPapers, row);
  }

  /** Null where it is out of reach. */
  find(id: string): Promise<UrgentPapers | null> {
    return this.transactions.manager.findOneBy(UrgentPapers, { id });
  }

  /** Null where nothing was granted at once. */
  ofApplication(applicationId: string): Promise<UrgentPapers | null> {
    return this.transactions.manager.findOneBy(UrgentPapers, { applicationId });
  }

  /** @throws AppError 404 `urgent-papers-not-found` */
  async getOf(applicationId: string): Promise<UrgentPapers> {
    const row = await this.ofApplication(applicationId);
    if (!row) throw notFound('urgent-papers-not-found');
    return row;
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: UrgentPapers, changes: Partial<UrgentPapers>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(UrgentPapers, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }

  /** Those that are awaited beyond their day, those that wait to be read, and those that the district decides on. */
  async counts(now: Date): Promise<{ late: number; brought: number; wrong: number }> {
    const [row] = await this.transactions.manager.query<Array<Record<'late' | 'brought' | 'wrong', string>>>(
      `select count(*) filter (where state = 'awaited' and due_at < $1) as late,
          count(*) filter (where state = 'brought') as brought, count(*) filter (where state = 'wrong') as wrong
         from urgent_papers where state in ('awaited', 'brought', 'wrong')`,
      [now],
    );
    return { late: Number(row?.late), brought: Number(row?.brought), wrong: Number(row?.wrong) };
  }
}
