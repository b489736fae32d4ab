import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CreateFundInput, EditFundInput, FundQuery, MoveFundInput, PayInInput } from './dto/fund.dto';
import { fundsView, fundView, type FundView, viewFund } from './dto/fund.view';
import { type FundMove, fundMoves } from './fund.lifecycle';
import { Funds } from './funds.service';
import { KeepFund } from './use-cases/keep-fund.use-case';

const fundId = z.uuid();

/** Fund pots (R13). */
@Controller('api/v1/funds')
export class FundsController {
  constructor(
    private readonly funds: Funds,
    private readonly keep: KeepFund,
  ) {}

  @Get()
  @RequirePermission('funds:read')
  @Answers(200, fundsView)
  async list(@Query({ schema: FundQuery }) query: FundQuery): Promise<z.infer<typeof fundsView>> {
    const page = await this.funds.list(query);
    return { items: page.items.map(viewFund), next: page.next };
  }

  @Get(':id')
  @RequirePermission('funds:read')
  @Answers(200, fundView)
  async one(@Param('id', { schema: fundId }) id: string): Promise<FundView> {
    return viewFund(await this.funds.get(id));
  }

  @Post()
  @RequirePermission('funds:write')
  @Answers(201, fundView)
  async create(@Body({ schema: CreateFundInput }) input: CreateFundInput): Promise<FundView> {
    return viewFund(await this.keep.create(input));
  }

  @Patch(':id')
  @RequirePermission('funds:write')
  @Answers(200, fundView)
  async edit(
    @Param('id', { schema: fundId }) id: string,
    @Version() version: number,
    @Body({ schema: EditFundInput }) input: EditFundInput,
  ): Promise<FundView> {
    return viewFund(await this.keep.edit(id, version, input));
  }

  @Post(':id/pay-in')
  @RequirePermission('funds:write')
  @Answers(200, fundView)
  async payIn(
    @Param('id', { schema: fundId }) id: string,
    @Body({ schema: PayInInput }) input: PayInInput,
  ): Promise<FundView> {
    return viewFund(await this.keep.payIn(id, input));
  }

  @Post(':id/:move')
  @RequirePermission('funds:write')
  @Answers(200, fundView)
  async move(
    @Param('id', { schema: fundId }) id: string,
    @Param('move', { schema: z.enum(fundMoves) }) move: FundMove,
    @Body({ schema: MoveFundInput }) input: z.infer<typeof MoveFundInput>,
  ): Promise<FundView> {
    return viewFund(await this.keep.move(id, move, input.reason ?? null));
  }
}
