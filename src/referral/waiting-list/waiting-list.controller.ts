import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { AcceptHeldPlace, JoinWaitingList as JoinInput, LeaveWaitingList, QueueQuery } from './dto/waiting-list.dto';
import {
  waitingListEntriesView,
  waitingListEntryView,
  type WaitingListEntryView,
  waitingListView,
  type WaitingListView,
} from './dto/waiting-list.view';
import { AnswerHeldPlace } from './use-cases/answer-held-place.use-case';
import { JoinWaitingList } from './use-cases/join-waiting-list.use-case';
import { WaitingLists } from './waiting-list.service';

const id = z.uuid();

/** Queues of full offerings: who waits, since when, at which place; and a held place that is taken or not (R97). */
@Controller('api/v1')
export class WaitingListController {
  constructor(
    private readonly lists: WaitingLists,
    private readonly joining: JoinWaitingList,
    private readonly answering: AnswerHeldPlace,
    private readonly households: Households,
  ) {}

  @Get('offerings/:id/waiting-list')
  @RequirePermission('offerings:read')
  @Answers(200, waitingListView)
  queue(
    @Param('id', { schema: id }) offeringId: string,
    @Query({ schema: QueueQuery }) query: QueueQuery,
  ): Promise<WaitingListView> {
    return this.lists.ofOffering(offeringId, query);
  }

  @Post('offerings/:id/waiting-list')
  @RequirePermission('waiting-lists:write')
  @Answers(201, waitingListEntryView)
  async join(
    @Param('id', { schema: id }) offeringId: string,
    @Body({ schema: JoinInput }) input: JoinInput,
  ): Promise<WaitingListEntryView> {
    return this.lists.view(await this.joining.execute(offeringId, input));
  }

  @Get('households/:id/waiting-list')
  @RequirePermission('waiting-lists:read')
  @Answers(200, waitingListEntriesView)
  async ofHousehold(@Param('id', { schema: id }) householdId: string): Promise<z.infer<typeof waitingListEntriesView>> {
    await this.households.open(householdId);
    return { items: await this.lists.ofHousehold(householdId), next: null };
  }

  @Get('waiting-list-entries/:id')
  @RequirePermission('waiting-lists:read')
  @Answers(200, waitingListEntryView)
  one(@Param('id', { schema: id }) entryId: string): Promise<WaitingListEntryView> {
    return this.lists.open(entryId);
  }

  /** The held place becomes a draft referral. */
  @Post('waiting-list-entries/:id/accept')
  @RequirePermission('waiting-lists:write')
  @Answers(200, waitingListEntryView)
  async accept(
    @Param('id', { schema: id }) entryId: string,
    @Body({ schema: AcceptHeldPlace }) _input: z.output<typeof AcceptHeldPlace>,
  ): Promise<WaitingListEntryView> {
    return this.lists.view(await this.answering.accept(entryId));
  }

  /** Leaves the queue, or does not take the place that is held. */
  @Post('waiting-list-entries/:id/leave')
  @RequirePermission('waiting-lists:write')
  @Answers(200, waitingListEntryView)
  async leave(
    @Param('id', { schema: id }) entryId: string,
    @Body({ schema: LeaveWaitingList }) { reason }: z.output<typeof LeaveWaitingList>,
  ): Promise<WaitingListEntryView> {
    return this.lists.view(await this.answering.leave(entryId, reason));
  }
}
