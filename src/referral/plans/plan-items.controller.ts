import { Body, Controller, Delete, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { EditPlanItem, PlanItemInput } from './dto/plan.dto';
import { planView, type PlanView } from './dto/plan.view';
import type { Plan } from './plan.entity';
import { PlanViews } from './plan-views';
import { WritePlan } from './use-cases/edit-plan.use-case';

const uuid = z.uuid();

/** Lines of a draft. If-Match names the version of the plan; the answer is the whole plan. */
@Controller('api/v1/plans/:id/items')
@RequirePermission('plans:write')
export class PlanItemsController {
  constructor(
    private readonly views: PlanViews,
    private readonly writing: WritePlan,
  ) {}

  @Post()
  @Answers(201, planView)
  async add(
    @Param('id', { schema: uuid }) id: string,
    @Version() version: number,
    @Body({ schema: PlanItemInput }) input: PlanItemInput,
  ): Promise<PlanView> {
    return this.view(await this.writing.addItem(id, version, input));
  }

  @Patch(':itemId')
  @Answers(200, planView)
  async change(
    @Param('id', { schema: uuid }) id: string,
    @Param('itemId', { schema: uuid }) itemId: string,
    @Version() version: number,
    @Body({ schema: EditPlanItem }) input: EditPlanItem,
  ): Promise<PlanView> {
    return this.view(await this.writing.changeItem(id, itemId, version, input));
  }

  @Delete(':itemId')
  @Answers(200, planView)
  async remove(
    @Param('id', { schema: uuid }) id: string,
    @Param('itemId', { schema: uuid }) itemId: string,
    @Version() version: number,
  ): Promise<PlanView> {
    return this.view(await this.writing.removeItem(id, itemId, version));
  }

  private view(plan: Plan): Promise<PlanView> {
    return this.views.one(plan);
  }
}
