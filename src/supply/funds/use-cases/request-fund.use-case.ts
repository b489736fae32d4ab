import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit, diffOf, type FieldChange } from '../../../trust/audit';
import type { RequestFundInput } from '../dto/fund.dto';
import type { Fund } from '../fund.entity';
import type { FundRequest } from '../fund-request.entity';
import { fundRequestLifecycle, type FundRequestMove } from '../fund-request.lifecycle';
import { FundRequestsStore } from '../fund-requests.store';
import { FundsStore } from '../funds.store';

/**
 * Money for a household out of a fund (R13): asked for, approved by two people, reserved at the second approval, paid or
 * released. The fund's row is locked before anything is counted, so that neither balance nor ceiling can be overrun.
 */
@Injectable()
export class RequestFund {
  constructor(
    private readonly requests: FundRequestsStore,
    private readonly funds: FundsStore,
    private readonly transactions: Transactions,
    private readonly lifecycles: Lifecycles,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 403 for a machine, 404, 409 `fund-closed` */
  async create(fundId: string, input: RequestFundInput): Promise<FundRequest> {
    const fund = await this.funds.get(fundId);
    if (fund.state !== 'open') throw conflict('fund-closed');
    const request: FundRequest = {
      ...input,
      id: newId(),
      fundId,
      districtCode: fund.districtCode,
      state: 'draft',
      requestedBy: this.person(),
      firstApprover: null,
      secondApprover: null,
      createdAt: this.clock.now(),
      decidedAt: null,
      version: 1,
    };
    await this.requests.insert(request);
    await this.note(request, 'fund-request.created', diffOf(null, request));
    return request;
  }

  /**
   * @throws AppError 404; 409 `move-not-allowed`, `requester-cannot-approve`, `second-approver-needed`, `fund-overdrawn`,
   *   `fund-ceiling`, `fund-closed`; 422 `supply-reason-missing` for a refusal
   */
  async move(fundId: string, id: string, move: FundRequestMove, reason: string | null): Promise<FundRequest> {
    if (move === 'refuse' && !reason) throw invalid([{ field: 'reason', code: 'supply-reason-missing' }]);
    const request = await this.requests.lock(fundId, id);
    const approver = this.person();
    const { districtCode, state: from, requestedBy, firstApprover } = request;
    const state = await this.lifecycles.move({
      lifecycle: fundRequestLifecycle,
      subjectId: id,
      districtCode,
      from,
      move,
      reason,
      facts: { requestedBy, firstApprover, approver },
    });
    await this.book(request, state);
    const approvers =
      state === 'approved-once'
        ? { firstApprover: approver }
        : state === 'reserved'
          ? { secondApprover: approver }
          : {};
    await this.requests.move(request, { ...approvers, state, decidedAt: this.clock.now() });
    await this.note(request, `fund-request.${state}`, diffOf(request, { ...approvers, state }));
    return this.requests.get(fundId, id);
  }

  private async book(request: FundRequest, state: FundRequest['state']): Promise<void> {
    const { fundId, id: requestId, amountFen } = request;
    if (state !== 'reserved' && state !== 'paid' && state !== 'released') return;
    const fund = await this.funds.lock(fundId);
    if (state === 'reserved') {
      await this.checkCeiling(fund, request);
      await this.funds.book(fund, { reservedFen: amountFen }, { kind: 'reserved', amountFen, requestId });
    } else if (state === 'paid') {
      const by = { balanceFen: -amountFen, reservedFen: -amountFen };
      await this.funds.book(fund, by, { kind: 'paid-out', amountFen, requestId });
    } else {
      await this.funds.book(fund, { reservedFen: -amountFen }, { kind: 'released', amountFen, requestId });
    }
  }

  private async checkCeiling(fund: Fund, { holderId, amountFen }: FundRequest): Promise<void> {
    if (fund.state !== 'open') throw conflict('fund-closed');
    if (fund.householdCeilingFen === 0) return;
    const given = (await this.requests.givenTo([fund.id], holderId)).get(fund.id) ?? 0;
    if (given + amountFen > fund.householdCeilingFen)
      throw conflict('fund-ceiling', { given: (given / 100).toFixed(2) });
  }

  /** Requests and approvals are acts of people. */
  private person(): string {
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden();
    return userId;
  }

  private async note({ id, districtCode }: FundRequest, action: string, changes: FieldChange[]): Promise<void> {
    await this.audit.changed({ action, subjectType: 'fund-request', subjectId: id, districtCode, changes });
  }
}
