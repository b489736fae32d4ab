import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ApplicationViews } from './application-views';
import {
  AnswerObjection,
  CheckApplication as Visit,
  DecideApplication as Decision,
  ObjectToApplication,
  PublishApplication as Opinion,
  ReturnApplication,
  WithdrawApplication,
} from './dto/application.dto';
import { applicationView, type ApplicationView } from './dto/application.view';
import { CheckApplication } from './use-cases/check-application.use-case';
import { DecideApplication } from './use-cases/decide-application.use-case';
import { PublishApplication } from './use-cases/publish-application.use-case';
import { ReceiveApplication } from './use-cases/receive-application.use-case';

const id = z.uuid();

/** The way of one application (R94, B10): each move by whom the act and the delegation allow. */
@Controller('api/v1/applications/:id')
export class ApplicationMovesController {
  constructor(
    private readonly views: ApplicationViews,
    private readonly receiving: ReceiveApplication,
    private readonly checking: CheckApplication,
    private readonly publishing: PublishApplication,
    private readonly deciding: DecideApplication,
  ) {}

  @Post('accept')
  @RequirePermission('applications:process')
  @Answers(200, applicationView)
  async accept(@Param('id', { schema: id }) applicationId: string): Promise<ApplicationView> {
    return this.views.one(await this.receiving.accept(applicationId));
  }

  @Post('return')
  @RequirePermission('applications:process')
  @Answers(200, applicationView)
  async giveBack(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: ReturnApplication }) input: ReturnApplication,
  ): Promise<ApplicationView> {
    return this.views.one(await this.receiving.giveBack(applicationId, input));
  }

  @Post('complete')
  @RequirePermission('applications:write')
  @Answers(200, applicationView)
  async complete(@Param('id', { schema: id }) applicationId: string): Promise<ApplicationView> {
    return this.views.one(await this.receiving.complete(applicationId));
  }

  @Post('check')
  @RequirePermission('applications:write')
  @Answers(200, applicationView)
  async check(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: Visit }) input: Visit,
  ): Promise<ApplicationView> {
    return this.views.one(await this.checking.execute(applicationId, input));
  }

  @Post('publish')
  @RequirePermission('applications:process')
  @Answers(200, applicationView)
  async publish(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: Opinion }) input: Opinion,
  ): Promise<ApplicationView> {
    return this.views.one(await this.publishing.publish(applicationId, input));
  }

  @Post('object')
  @RequirePermission('applications:write')
  @Answers(200, applicationView)
  async object(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: ObjectToApplication }) input: ObjectToApplication,
  ): Promise<ApplicationView> {
    return this.views.one(await this.publishing.object(applicationId, input.words));
  }

  @Post('answer')
  @RequirePermission('applications:process')
  @Answers(200, applicationView)
  async answer(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: AnswerObjection }) input: AnswerObjection,
  ): Promise<ApplicationView> {
    return this.views.one(await this.publishing.answer(applicationId, input));
  }

  @Post('forward')
  @RequirePermission('applications:decide')
  @Answers(200, applicationView)
  async forward(@Param('id', { schema: id }) applicationId: string): Promise<ApplicationView> {
    return this.views.one(await this.deciding.forward(applicationId));
  }

  @Post('decide')
  @RequirePermission('applications:decide')
  @Answers(200, applicationView)
  async decide(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: Decision }) input: Decision,
  ): Promise<ApplicationView> {
    return this.views.one(await this.deciding.decide(applicationId, input));
  }

  @Post('notify')
  @RequirePermission('applications:process')
  @Answers(200, applicationView)
  async notify(@Param('id', { schema: id }) applicationId: string): Promise<ApplicationView> {
    return this.views.one(await this.deciding.notify(applicationId));
  }

  @Post('withdraw')
  @RequirePermission('applications:write')
  @Answers(200, applicationView)
  async withdraw(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: WithdrawApplication }) input: WithdrawApplication,
  ): Promise<ApplicationView> {
    return this.views.one(await this.receiving.withdraw(applicationId, input.reason));
  }
}
