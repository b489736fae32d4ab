import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { OpenSupportFile as Opened, SupportFileQuery } from './dto/support-file.dto';
import {
  supportFilesView,
  type SupportFilesView,
  supportFileView,
  type SupportFileView,
} from './dto/support-file.view';
import { SupportFiles } from './support-files.service';
import { SupportViews } from './support-views';
import { OpenSupportFile } from './use-cases/open-support-file.use-case';

const id = z.uuid();

/** Files of people in extreme difficulty (B21-B23), with what is due on them. */
@Controller('api/v1')
export class SupportFilesController {
  constructor(
    private readonly files: SupportFiles,
    private readonly views: SupportViews,
    private readonly households: Households,
    private readonly opening: OpenSupportFile,
  ) {}

  @Get('households/:id/support-files')
  @RequirePermission('support-files:read')
  @Answers(200, supportFilesView)
  async ofHousehold(@Param('id', { schema: id }) householdId: string): Promise<SupportFilesView> {
    await this.households.open(householdId);
    return { items: await this.views.lines(await this.files.ofHousehold(householdId)), next: null };
  }

  @Post('households/:id/support-files')
  @RequirePermission('support-files:manage')
  @Answers(201, supportFileView)
  async open(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: Opened }) input: Opened,
  ): Promise<SupportFileView> {
    return this.views.one(await this.opening.execute(householdId, input));
  }

  /** The nearest visit first. */
  @Get('support-files')
  @RequirePermission('support-files:read')
  @Answers(200, supportFilesView)
  async list(@Query({ schema: SupportFileQuery }) query: SupportFileQuery): Promise<SupportFilesView> {
    const { items, next } = await this.files.list(query);
    return { items: await this.views.lines(items), next };
  }

  @Get('support-files/:id')
  @RequirePermission('support-files:read')
  @Answers(200, supportFileView)
  async one(@Param('id', { schema: id }) fileId: string): Promise<SupportFileView> {
    return this.views.one(await this.files.open(fileId));
  }
}
