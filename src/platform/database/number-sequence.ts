import { Injectable } from '@nestjs/common';
import { Clock } from '../time';
import { Transactions } from './transactions';

/** People-facing numbers beside the ids: prefix, year, running number (H-2026-000123). Gaps are allowed. */
@Injectable()
export class NumberSequence {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async nextNumber(prefix: string): Promise<string> {
    const year = this.clock.today().slice(0, 4);
    const [row] = await this.transactions.manager.query<Array<{ value: string }>>(
      `select app.next_number($1, $2) as value`,
      [prefix, Number(year)],
    );
    return `${prefix}-${year}-${String(row?.value).padStart(6, '0')}`;
  }
}
