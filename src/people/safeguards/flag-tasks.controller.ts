import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { DoFlagTask, FlagTaskQuery, WaiveFlagTask } from './dto/safeguard.dto';
import { flagTasksView, type FlagTaskView, flagTaskView } from './dto/safeguard.view';
import { Safeguards } from './safeguards.service';
import { SafeguardViews } from './safeguard-views';
import { SettleFlagTask } from './use-cases/settle-flag-task.use-case';

const id = z.uuid();

/** What flags of scales ask for within their hours (domain D): triage, education desk, a clock. */
@Controller('api/v1/flag-tasks')
export class FlagTasksController {
  constructor(
    private readonly safeguards: Safeguards,
    private readonly views: SafeguardViews,
    private readonly settling: SettleFlagTask,
  ) {}

  @Get()
  @RequirePermission('assessments:read')
  @Answers(200, flagTasksView)
  async list(@Query({ schema: FlagTaskQuery }) query: FlagTaskQuery): Promise<z.infer<typeof flagTasksView>> {
    const { items, next } = await this.safeguards.tasks(query);
    return { items: await this.views.tasks(items), next };
  }

  @Get(':id')
  @RequirePermission('assessments:read')
  @Answers(200, flagTaskView)
  async one(@Param('id', { schema: id }) taskId: string): Promise<FlagTaskView> {
    return this.views.task(await this.safeguards.openTask(taskId));
  }

  @Post(':id/done')
  @RequirePermission('assessments:write')
  @Answers(200, flagTaskView)
  async done(
    @Param('id', { schema: id }) taskId: string,
    @Version() version: number,
    @Body({ schema: DoFlagTask }) { note }: z.infer<typeof DoFlagTask>,
  ): Promise<FlagTaskView> {
    return this.views.task(await this.settling.done(taskId, version, note));
  }

  @Post(':id/waive')
  @RequirePermission('assessments:write')
  @Answers(200, flagTaskView)
  async waive(
    @Param('id', { schema: id }) taskId: string,
    @Version() version: number,
    @Body({ schema: WaiveFlagTask }) { reason }: z.infer<typeof WaiveFlagTask>,
  ): Promise<FlagTaskView> {
    return this.views.task(await this.settling.waive(taskId, version, reason));
  }
}
