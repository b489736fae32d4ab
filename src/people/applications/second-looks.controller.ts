import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ApplicationViews } from './application-views';
import { applicationsView, type ApplicationsView, applicationView, type ApplicationView } from './dto/application.view';
import { AnswerSecondLook, LookAgainAtDecision as Look, SecondLookQuery } from './dto/second-look.dto';
import { lookSharesView } from './dto/second-look.view';
import { SecondLooks } from './second-looks.service';
import { LookAgainAtDecision } from './use-cases/look-again-at-decision.use-case';

const id = z.uuid();

/** Second looks of the district at what its townships decided (B22, R70). */
@Controller('api/v1')
export class SecondLooksController {
  constructor(
    private readonly looks: SecondLooks,
    private readonly views: ApplicationViews,
    private readonly looking: LookAgainAtDecision,
  ) {}

  /** Drawn applications, those decided first come first. */
  @Get('second-looks')
  @RequirePermission('second-looks:read')
  @Answers(200, applicationsView)
  async list(@Query({ schema: SecondLookQuery }) query: SecondLookQuery): Promise<ApplicationsView> {
    const { items, next } = await this.looks.list(query);
    return { items: await this.views.lines(items), next };
  }

  @Get('second-looks/shares')
  @RequirePermission('second-looks:read')
  @Answers(200, lookSharesView)
  async shares(): Promise<z.infer<typeof lookSharesView>> {
    return { items: await this.looks.shares() };
  }

  @Post('applications/:id/second-look')
  @RequirePermission('second-looks:decide')
  @Answers(200, applicationView)
  async look(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: Look }) input: Look,
  ): Promise<ApplicationView> {
    return this.views.one(await this.looking.look(applicationId, input));
  }

  @Post('applications/:id/second-look/answer')
  @RequirePermission('applications:process')
  @Answers(200, applicationView)
  async answer(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: AnswerSecondLook }) input: AnswerSecondLook,
  ): Promise<ApplicationView> {
    return this.views.one(await this.looking.answer(applicationId, input.answer));
  }
}
