import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { DecideRight, RecordRight, RightsQuery } from './dto/rights-request.dto';
import {
  type HouseholdCopy,
  householdCopy,
  rightsRequestsView,
  type RightsRequestView,
  rightsRequestView,
} from './dto/rights-request.view';
import { RightsRequests } from './rights-requests.service';
import { AskForRight } from './use-cases/ask-right.use-case';
import { DecideOnRight } from './use-cases/decide-right.use-case';
import { TakeCopy } from './use-cases/take-copy.use-case';

const id = z.uuid();

/** Requests of households about their own data (PIPL 44–50). */
@Controller('api/v1/rights-requests')
export class RightsRequestsController {
  constructor(
    private readonly requests: RightsRequests,
    private readonly asking: AskForRight,
    private readonly deciding: DecideOnRight,
    private readonly copying: TakeCopy,
  ) {}

  @Get()
  @RequirePermission('rights:read')
  @Answers(200, rightsRequestsView)
  async list(@Query({ schema: RightsQuery }) query: RightsQuery): Promise<z.infer<typeof rightsRequestsView>> {
    const { items, next } = await this.requests.list(query);
    return { items: await this.requests.views(items), next };
  }

  @Post()
  @RequirePermission('rights:write')
  @Answers(201, rightsRequestView)
  async create(@Body({ schema: RecordRight }) input: RecordRight): Promise<RightsRequestView> {
    return this.requests.view(await this.asking.record(input));
  }

  @Get(':id')
  @RequirePermission('rights:read')
  @Answers(200, rightsRequestView)
  async one(@Param('id', { schema: id }) requestId: string): Promise<RightsRequestView> {
    return this.requests.view(await this.requests.open(requestId));
  }

  @Post(':id/take')
  @RequirePermission('rights:write')
  @Answers(200, rightsRequestView)
  async take(@Param('id', { schema: id }) requestId: string): Promise<RightsRequestView> {
    return this.requests.view(await this.deciding.take(requestId));
  }

  @Post(':id/decide')
  @RequirePermission('rights:decide')
  @Answers(200, rightsRequestView)
  async decide(
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: DecideRight }) input: DecideRight,
  ): Promise<RightsRequestView> {
    return this.requests.view(await this.deciding.decide(requestId, input));
  }

  @Post(':id/withdraw')
  @RequirePermission('rights:write')
  @Answers(200, rightsRequestView)
  async withdraw(@Param('id', { schema: id }) requestId: string): Promise<RightsRequestView> {
    return this.requests.view(await this.deciding.withdraw(requestId));
  }

  /** Fetches the copy to pass it on: once. */
  @Post(':id/copy')
  @RequirePermission('rights:write')
  @Answers(200, householdCopy)
  copy(@Param('id', { schema: id }) requestId: string): Promise<HouseholdCopy> {
    return this.copying.execute(requestId, 'file');
  }
}
