import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { CaseViews } from './case-views';
import { Cases } from './cases.service';
import { HandoverQuery, OfferHandover as OfferInput, ReturnHandover } from './dto/case.dto';
import { handoverPage, handoversView, handoverView, type HandoverView } from './dto/case.view';
import type { Handover } from './handover.entity';
import { AnswerHandover } from './use-cases/answer-handover.use-case';
import { OfferHandover } from './use-cases/offer-handover.use-case';

const id = z.uuid();
const nothing = z.strictObject({});

/** Hand-overs between tiers (R8–R10). */
@Controller('api/v1')
export class HandoversController {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly offering: OfferHandover,
    private readonly answering: AnswerHandover,
    private readonly households: Households,
  ) {}

  /** Offers that wait for the reader's unit. */
  @Get('handovers')
  @RequirePermission('cases:read')
  @Answers(200, handoverPage)
  async waiting(@Query({ schema: HandoverQuery }) query: HandoverQuery): Promise<z.infer<typeof handoverPage>> {
    const { items, next } = await this.cases.waitingForMe(query);
    return { items: await this.views.handovers(items), next };
  }

  @Get('cases/:id/handovers')
  @RequirePermission('cases:read')
  @Answers(200, handoversView)
  async ofCase(@Param('id', { schema: id }) caseId: string): Promise<z.infer<typeof handoversView>> {
    const { householdId } = await this.cases.get(caseId);
    await this.households.open(householdId);
    return { items: await this.views.handovers(await this.cases.handoversOf(caseId)) };
  }

  @Post('cases/:id/handovers')
  @RequirePermission('cases:move')
  @Answers(201, handoverView)
  async offer(
    @Param('id', { schema: id }) caseId: string,
    @Body({ schema: OfferInput }) input: OfferInput,
  ): Promise<HandoverView> {
    return this.shown(await this.offering.execute(caseId, input));
  }

  @Get('handovers/:id')
  @RequirePermission('cases:read')
  @Answers(200, handoverView)
  async one(@Param('id', { schema: id }) handoverId: string): Promise<HandoverView> {
    const row = await this.cases.handover(handoverId);
    await this.households.open(row.householdId);
    return this.shown(row);
  }

  @Post('handovers/:id/accept')
  @RequirePermission('cases:move')
  @Answers(200, handoverView)
  async accept(
    @Param('id', { schema: id }) handoverId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<HandoverView> {
    return this.shown(await this.answering.accept(handoverId));
  }

  @Post('handovers/:id/return')
  @RequirePermission('cases:move')
  @Answers(200, handoverView)
  async giveBack(
    @Param('id', { schema: id }) handoverId: string,
    @Body({ schema: ReturnHandover }) input: z.infer<typeof ReturnHandover>,
  ): Promise<HandoverView> {
    return this.shown(await this.answering.giveBack(handoverId, input.reason));
  }

  private async shown(handover: Handover): Promise<HandoverView> {
    return (await this.views.handovers([handover]))[0]!;
  }
}
