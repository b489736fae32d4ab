import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { CheckAnswer } from './check-answer.entity';
import { CheckMismatch } from './check-mismatch.entity';

/** Rows of calls that go by file; who cannot reach the household cannot reach them. */
@Injectable()
export class FileCallsStore {
  constructor(private readonly transactions: Transactions) {}

  /** How many calls wait for an order, by department, and since when. */
  waiting(districtCode: string): Promise<Array<{ department: string; calls: number; since: Date }>> {
    return this.transactions.manager.query(
      `select c.department, count(*)::int as calls, min(r.requested_at) as since
         from check_calls c join check_requests r on r.id = c.request_id
        where c.district_code = $1 and c.way = 'file' and c.state = 'waiting' group by c.department order by c.department`,
      [districtCode],
    );
  }

  /** Calls that wait, oldest first, held until the end of the transaction; what another order holds is passed over. */
  async take(districtCode: string, department: string, most: number): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(
      `select id from check_calls where district_code = $1 and department = $2 and way = 'file' and state = 'waiting'
        order by id limit $3 for update skip locked`,
      [districtCode, department, most],
    );
    return rows.map(({ id }) => id);
  }

  answers(ids: readonly string[]): Promise<CheckAnswer[]> {
    return this.transactions.manager
      .createQueryBuilder(CheckAnswer, 'a')
      .where('a.id = any(:ids)', { ids })
      .orderBy('a.id')
      .getMany();
  }

  /** What is to be clarified of these items of requests. */
  mismatches(of: readonly CheckAnswer[]): Promise<CheckMismatch[]> {
    return this.transactions.manager
      .createQueryBuilder(CheckMismatch, 'm')
      .where(`(m.request_id, m.item) in (select * from unnest(:requests::uuid[], :items::text[]))`, {
        requests: of.map(({ requestId }) => requestId),
        items: of.map(({ item }) => item),
      })
      .getMany();
  }

  async removeMismatches(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.transactions.manager.delete(CheckMismatch, [...ids]);
  }
}
