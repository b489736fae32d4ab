import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound } from '../../platform/errors';
import { FundRequest } from './fund-request.entity';

/** Rows of requests to funds. */
@Injectable()
export class FundRequestsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(request: FundRequest): Promise<void> {
    await this.repository.insert(request);
  }

  async get(fundId: string, id: string): Promise<FundRequest> {
    const request = await this.repository.findOneBy({ id, fundId });
    if (!request) throw notFound('fund-request-not-found');
    return request;
  }

  async lock(fundId: string, id: string): Promise<FundRequest> {
    const request = await this.repository.findOne({ where: { id, fundId }, lock: { mode: 'pessimistic_write' } });
    if (!request) throw notFound('fund-request-not-found');
    return request;
  }

  /** Moves from the state that was read. @throws AppError 409 when somebody else was first */
  async move(request: FundRequest, changes: Partial<FundRequest>): Promise<void> {
    const { id, state, version } = request;
    const result = await this.repository.update({ id, state, version }, { ...changes, version: version + 1 });
    if (result.affected !== 1) throw conflict('try-again');
  }

  /** Reserved for a holder and paid to it, by fund; of all funds where none are named. */
  async givenTo(fundIds: readonly string[] | null, holderId: string): Promise<Map<string, number>> {
    const rows = await this.transactions.manager.query<Array<{ fund_id: string; sum: string }>>(
      `select fund_id, sum(amount_fen) as sum from fund_requests
       where ($1::uuid[] is null or fund_id = any($1)) and holder_id = $2 and state in ('reserved', 'paid')
       group by fund_id`,
      [fundIds && [...fundIds], holderId],
    );
    return new Map(rows.map((row) => [row.fund_id, Number(row.sum)]));
  }

  /** Newest first. */
  async list(filter: {
    fundId: string;
    state?: FundRequest['state'];
    limit: number;
    after?: string;
  }): Promise<Page<FundRequest>> {
    const query = this.repository.createQueryBuilder('r').where('r.fund_id = :fund', { fund: filter.fundId });
    if (filter.state) query.andWhere('r.state = :state', { state: filter.state });
    if (filter.after) {
      const [createdAt, id] = decodeCursor(filter.after);
      query.andWhere('(r.created_at, r.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    query
      .orderBy('r.created_at', 'DESC')
      .addOrderBy('r.id', 'DESC')
      .limit(filter.limit + 1);
    return pageOf(await query.getMany(), filter.limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  private get repository() {
    return this.transactions.manager.getRepository(FundRequest);
  }
}
