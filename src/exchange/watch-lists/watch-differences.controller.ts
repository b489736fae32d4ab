import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import {
  AnswerWatchDifference as Answer,
  AssignWatchDifference,
  UndoWatchAnswer,
  WatchDifferenceQuery,
} from './dto/watch-list.dto';
import { watchDifferencesView, type WatchDifferenceView, watchDifferenceView } from './dto/watch-list.view';
import { AnswerWatchDifference } from './use-cases/answer-watch-difference.use-case';
import { WatchDifferences } from './watch-differences.service';

const id = z.uuid();

/** Where the list of the agriculture desk and ours differ, each row with an owner (R105). */
@Controller('api/v1/watch-differences')
@RequirePermission('watch-differences:answer')
export class WatchDifferencesController {
  constructor(
    private readonly differences: WatchDifferences,
    private readonly answering: AnswerWatchDifference,
  ) {}

  @Get()
  @RequirePermission('watch-differences:read')
  @Answers(200, watchDifferencesView)
  list(
    @Query({ schema: WatchDifferenceQuery }) query: WatchDifferenceQuery,
  ): Promise<z.infer<typeof watchDifferencesView>> {
    return this.differences.list(query);
  }

  @Get(':id')
  @RequirePermission('watch-differences:read')
  @Answers(200, watchDifferenceView)
  one(@Param('id', { schema: id }) differenceId: string): Promise<WatchDifferenceView> {
    return this.differences.open(differenceId);
  }

  @Post(':id/answer')
  @Answers(200, watchDifferenceView)
  async answer(
    @Param('id', { schema: id }) differenceId: string,
    @Body({ schema: Answer }) input: Answer,
  ): Promise<WatchDifferenceView> {
    return this.differences.view(await this.answering.answer(differenceId, input));
  }

  @Post(':id/undo')
  @Answers(200, watchDifferenceView)
  async undo(
    @Param('id', { schema: id }) differenceId: string,
    @Body({ schema: UndoWatchAnswer }) { reason }: UndoWatchAnswer,
  ): Promise<WatchDifferenceView> {
    return this.differences.view(await this.answering.undo(differenceId, reason));
  }

  /** Hands the row to a colleague. */
  @Post(':id/assign')
  @Answers(200, watchDifferenceView)
  async assign(
    @Param('id', { schema: id }) differenceId: string,
    @Body({ schema: AssignWatchDifference }) { ownerId }: AssignWatchDifference,
  ): Promise<WatchDifferenceView> {
    return this.differences.view(await this.answering.assign(differenceId, ownerId));
  }
}
