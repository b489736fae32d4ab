import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { FundRequestQuery, MoveFundInput, RequestFundInput } from './dto/fund.dto';
import { fundRequestsView, fundRequestView, type FundRequestView, viewFundRequest } from './dto/fund.view';
import { type FundRequestMove, fundRequestMoves } from './fund-request.lifecycle';
import { Funds } from './funds.service';
import { RequestFund } from './use-cases/request-fund.use-case';

const id = z.uuid();

/** Requests to a fund, approved by two people (R13). */
@Controller('api/v1/funds/:fund/requests')
export class FundRequestsController {
  constructor(
    private readonly funds: Funds,
    private readonly requestFund: RequestFund,
  ) {}

  @Get()
  @RequirePermission('funds:read')
  @Answers(200, fundRequestsView)
  async list(
    @Param('fund', { schema: id }) fundId: string,
    @Query({ schema: FundRequestQuery }) query: FundRequestQuery,
  ): Promise<z.infer<typeof fundRequestsView>> {
    await this.funds.get(fundId);
    const page = await this.funds.requestsOf({ ...query, fundId });
    return { items: page.items.map(viewFundRequest), next: page.next };
  }

  @Get(':id')
  @RequirePermission('funds:read')
  @Answers(200, fundRequestView)
  async one(
    @Param('fund', { schema: id }) fundId: string,
    @Param('id', { schema: id }) request: string,
  ): Promise<FundRequestView> {
    return viewFundRequest(await this.funds.request(fundId, request));
  }

  @Post()
  @RequirePermission('funds:write')
  @Answers(201, fundRequestView)
  async create(
    @Param('fund', { schema: id }) fundId: string,
    @Body({ schema: RequestFundInput }) input: RequestFundInput,
  ): Promise<FundRequestView> {
    return viewFundRequest(await this.requestFund.create(fundId, input));
  }

  @Post(':id/:move')
  @RequirePermission('funds:write')
  @Answers(200, fundRequestView)
  async move(
    @Param('fund', { schema: id }) fundId: string,
    @Param('id', { schema: id }) request: string,
    @Param('move', { schema: z.enum(fundRequestMoves) }) move: FundRequestMove,
    @Body({ schema: MoveFundInput }) input: z.infer<typeof MoveFundInput>,
  ): Promise<FundRequestView> {
    return viewFundRequest(await this.requestFund.move(fundId, request, move, input.reason ?? null));
  }
}
