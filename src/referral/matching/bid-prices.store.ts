import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

/** What places were worth in the district's last published allocation, by a definer function: nobody's needs are opened for it. */
@Injectable()
export class BidPricesStore {
  constructor(private readonly transactions: Transactions) {}

  /**
   * By offering the lower end of the band in which a place of it was priced (matching.md 3.4); none where places were left, few
   * wanted one, or the last publication was before `since`.
   */
  async of(offeringIds: readonly string[], since: Date): Promise<ReadonlyMap<string, number>> {
    const rows = await this.transactions.manager.query<Array<{ offering_id: string; points: number }>>(
      'select * from app.bid_prices($1, $2)',
      [[...offeringIds], since],
    );
    return new Map(rows.map(({ offering_id, points }) => [offering_id, points]));
  }
}
