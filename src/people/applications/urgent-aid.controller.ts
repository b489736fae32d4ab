import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ApplicationViews } from './application-views';
import { applicationView, type ApplicationView } from './dto/application.view';
import { CheckUrgentPapers, DecideUrgentPapers, GrantUrgentAid as Grant, MarkUrgent } from './dto/urgent-aid.dto';
import { FollowPapers } from './use-cases/follow-papers.use-case';
import { GrantUrgentAid } from './use-cases/grant-urgent-aid.use-case';

const id = z.uuid();

/** Urgent temporary aid: help first, papers after (B24, R70). */
@Controller('api/v1/applications/:id')
export class UrgentAidController {
  constructor(
    private readonly views: ApplicationViews,
    private readonly granting: GrantUrgentAid,
    private readonly papers: FollowPapers,
  ) {}

  @Post('mark-urgent')
  @RequirePermission('applications:write')
  @Answers(200, applicationView)
  async mark(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: MarkUrgent }) { ground }: MarkUrgent,
  ): Promise<ApplicationView> {
    return this.views.one(await this.granting.mark(applicationId, ground));
  }

  @Post('grant-at-once')
  @RequirePermission('applications:decide')
  @Answers(200, applicationView)
  async grant(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: Grant }) input: Grant,
  ): Promise<ApplicationView> {
    return this.views.one(await this.granting.grant(applicationId, input));
  }

  @Post('complete-papers')
  @RequirePermission('applications:write')
  @Answers(200, applicationView)
  async complete(@Param('id', { schema: id }) applicationId: string): Promise<ApplicationView> {
    return this.views.one(await this.papers.complete(applicationId));
  }

  @Post('check-papers')
  @RequirePermission('applications:process')
  @Answers(200, applicationView)
  async check(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: CheckUrgentPapers }) input: CheckUrgentPapers,
  ): Promise<ApplicationView> {
    return this.views.one(await this.papers.check(applicationId, input));
  }

  @Post('decide-papers')
  @RequirePermission('applications:decide')
  @Answers(200, applicationView)
  async decide(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: DecideUrgentPapers }) input: DecideUrgentPapers,
  ): Promise<ApplicationView> {
    return this.views.one(await this.papers.decide(applicationId, input));
  }
}
