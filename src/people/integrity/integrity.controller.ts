import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { AnswerHole as Answer, IntegrityQuery, IntegritySummaryQuery, UndoAnswer } from './dto/integrity.dto';
import {
  type IntegrityLine,
  integrityLine,
  integritySummaryView,
  type IntegritySummaryView,
  integrityView,
} from './dto/integrity.view';
import { Integrity } from './integrity.service';
import { IntegrityViews } from './integrity-views';
import { AnswerHole } from './use-cases/answer-hole.use-case';

const id = z.uuid();

/** Statuses in force that lack a step of their way in our records (R86), each with what a person has said of it. */
@Controller('api/v1/integrity-list')
export class IntegrityController {
  constructor(
    private readonly integrity: Integrity,
    private readonly views: IntegrityViews,
    private readonly answering: AnswerHole,
  ) {}

  @Get()
  @RequirePermission('integrity:read')
  @Answers(200, integrityView)
  async list(@Query({ schema: IntegrityQuery }) query: IntegrityQuery): Promise<z.infer<typeof integrityView>> {
    const { items, next } = await this.integrity.list(query);
    return { items: await this.views.lines(items), next };
  }

  /** Counts in all and by township. */
  @Get('summary')
  @RequirePermission('integrity:read')
  @Answers(200, integritySummaryView)
  summary(
    @Query({ schema: IntegritySummaryQuery }) { regionPath }: IntegritySummaryQuery,
  ): Promise<IntegritySummaryView> {
    return this.integrity.summary(regionPath);
  }

  /** One status by the id of its line of the checklist; without holes where nothing lacks. */
  @Get(':id')
  @RequirePermission('integrity:read')
  @Answers(200, integrityLine)
  async one(@Param('id', { schema: id }) entitlementId: string): Promise<IntegrityLine> {
    return this.views.one(await this.integrity.open(entitlementId));
  }

  @Post(':id/answer')
  @RequirePermission('integrity:answer')
  @Answers(200, integrityLine)
  async answer(
    @Param('id', { schema: id }) entitlementId: string,
    @Body({ schema: Answer }) input: Answer,
  ): Promise<IntegrityLine> {
    return this.views.one(await this.answering.answer(entitlementId, input));
  }

  @Post(':id/undo')
  @RequirePermission('integrity:answer')
  @Answers(200, integrityLine)
  async undo(
    @Param('id', { schema: id }) entitlementId: string,
    @Body({ schema: UndoAnswer }) input: UndoAnswer,
  ): Promise<IntegrityLine> {
    return this.views.one(await this.answering.undo(entitlementId, input.reason));
  }
}
