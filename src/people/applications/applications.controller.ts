import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { ApplicationViews } from './application-views';
import { Applications } from './applications.service';
import { ApplicationQuery, FileApplication as Filed } from './dto/application.dto';
import { applicationsView, type ApplicationsView, applicationView, type ApplicationView } from './dto/application.view';
import { FileApplication } from './use-cases/file-application.use-case';

const id = z.uuid();

/** Applications for statutory acts (R94): filed at the window, with the day of their next step. */
@Controller('api/v1')
export class ApplicationsController {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
    private readonly households: Households,
    private readonly filing: FileApplication,
  ) {}

  @Get('households/:id/applications')
  @RequirePermission('applications:read')
  @Answers(200, applicationsView)
  async ofHousehold(@Param('id', { schema: id }) householdId: string): Promise<ApplicationsView> {
    await this.households.open(householdId);
    return { items: await this.views.lines(await this.applications.ofHousehold(householdId)), next: null };
  }

  @Post('households/:id/applications')
  @RequirePermission('applications:write')
  @Answers(201, applicationView)
  async file(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: Filed }) input: Filed,
  ): Promise<ApplicationView> {
    return this.views.one(await this.filing.execute(householdId, input));
  }

  /** The nearest day first. */
  @Get('applications')
  @RequirePermission('applications:read')
  @Answers(200, applicationsView)
  async list(@Query({ schema: ApplicationQuery }) query: ApplicationQuery): Promise<ApplicationsView> {
    const { items, next } = await this.applications.list(query);
    return { items: await this.views.lines(items), next };
  }

  @Get('applications/:id')
  @RequirePermission('applications:read')
  @Answers(200, applicationView)
  async one(@Param('id', { schema: id }) applicationId: string): Promise<ApplicationView> {
    return this.views.one(await this.applications.open(applicationId));
  }
}
