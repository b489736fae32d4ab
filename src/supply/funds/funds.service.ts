import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import type { Fund } from './fund.entity';
import type { FundEntry } from './fund-entry.entity';
import type { FundRequest } from './fund-request.entity';
import { FundRequestsStore } from './fund-requests.store';
import { FundsStore } from './funds.store';

/** Reads of funds and their requests; acts are use cases. */
@Injectable()
export class Funds {
  constructor(
    private readonly store: FundsStore,
    private readonly requests: FundRequestsStore,
  ) {}

  /** @throws AppError 404 */
  get(id: string): Promise<Fund> {
    return this.store.get(id);
  }

  /** Null where it is out of reach. */
  find(id: string): Promise<Fund | null> {
    return this.store.find(id);
  }

  list(filter: { state?: Fund['state']; limit: number; after?: string }): Promise<Page<Fund>> {
    return this.store.list(filter);
  }

  entries(fundId: string): Promise<FundEntry[]> {
    return this.store.entries(fundId);
  }

  request(fundId: string, id: string): Promise<FundRequest> {
    return this.requests.get(fundId, id);
  }

  requestsOf(filter: {
    fundId: string;
    state?: FundRequest['state'];
    limit: number;
    after?: string;
  }): Promise<Page<FundRequest>> {
    return this.requests.list(filter);
  }

  /** What a holder has had or is promised, by fund, of all funds where none are named; for the rest of its ceiling. */
  givenTo(fundIds: readonly string[] | null, holderId: string): Promise<Map<string, number>> {
    return this.requests.givenTo(fundIds, holderId);
  }
}
