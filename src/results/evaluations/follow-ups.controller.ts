import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import { Answers } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { FinishFollowUp as FinishInput, FollowUpQuery, NotReached } from './dto/follow-up.dto';
import { followUpsView, type FollowUpView, followUpView, viewFollowUp } from './dto/follow-up.view';
import { FollowUps } from './follow-ups.service';
import { FinishFollowUp } from './use-cases/finish-follow-up.use-case';

const id = z.uuid();

/** Looking back after 3 and 6 months (R20, R57, R58). */
@Controller('api/v1/follow-ups')
export class FollowUpsController {
  constructor(
    private readonly followUps: FollowUps,
    private readonly finishing: FinishFollowUp,
    private readonly households: Households,
  ) {}

  @Get()
  @RequirePermission('cases:read')
  @Answers(200, followUpsView)
  async list(
    @Query({ schema: FollowUpQuery }) query: FollowUpQuery,
    @CurrentActor() actor: Actor,
  ): Promise<z.infer<typeof followUpsView>> {
    const page = await this.followUps.list(query);
    return { items: page.items.map((row) => viewFollowUp(row, actor.roles)), next: page.next };
  }

  @Get(':id')
  @RequirePermission('cases:read')
  @Answers(200, followUpView)
  async one(@Param('id', { schema: id }) followUpId: string, @CurrentActor() actor: Actor): Promise<FollowUpView> {
    const followUp = await this.followUps.get(followUpId);
    await this.households.open(followUp.householdId);
    return viewFollowUp(followUp, actor.roles);
  }

  @Post(':id/done')
  @RequirePermission('cases:move')
  @Answers(200, followUpView)
  async done(
    @Param('id', { schema: id }) followUpId: string,
    @Body({ schema: FinishInput }) input: FinishInput,
    @CurrentActor() actor: Actor,
  ): Promise<FollowUpView> {
    return viewFollowUp(await this.finishing.done(followUpId, input), actor.roles);
  }

  @Post(':id/unreachable')
  @RequirePermission('cases:move')
  @Answers(200, followUpView)
  async unreachable(
    @Param('id', { schema: id }) followUpId: string,
    @Body({ schema: NotReached }) input: z.output<typeof NotReached>,
    @CurrentActor() actor: Actor,
  ): Promise<FollowUpView> {
    return viewFollowUp(await this.finishing.unreachable(followUpId, input.finding), actor.roles);
  }
}
