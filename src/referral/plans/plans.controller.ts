import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, requestContext, Version } from '../../platform/http';
import { defaultLocale } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { PhraseTexts } from '../matching';
import { menuView, viewMenu } from './dto/menu.view';
import { ChooseFromMenu, ClosePlan, ConfirmPlan, CreatePlan, EditPlan, PlanQuery } from './dto/plan.dto';
import { plansView, planView, type PlanView } from './dto/plan.view';
import { PlanMenu } from './plan-menu';
import type { Plan } from './plan.entity';
import { PlanViews } from './plan-views';
import { Plans } from './plans.service';
import { TakeChoices } from './use-cases/choose-from-menu.use-case';
import { SignPlan } from './use-cases/confirm-plan.use-case';
import { MakePlan } from './use-cases/create-plan.use-case';
import { WritePlan } from './use-cases/edit-plan.use-case';
import { OfferPlan } from './use-cases/offer-plan.use-case';

const planId = z.uuid();
const nothing = z.strictObject({});

/** Plans: one household, N resources (R5, R19, R23, R34). */
@Controller('api/v1/plans')
export class PlansController {
  constructor(
    private readonly plans: Plans,
    private readonly views: PlanViews,
    private readonly planMenu: PlanMenu,
    private readonly making: MakePlan,
    private readonly writing: WritePlan,
    private readonly offering: OfferPlan,
    private readonly signing: SignPlan,
    private readonly choosing: TakeChoices,
    private readonly phrases: PhraseTexts,
    private readonly audit: Audit,
  ) {}

  @Get()
  @RequirePermission('plans:read')
  @Answers(200, plansView)
  async list(@Query({ schema: PlanQuery }) query: PlanQuery): Promise<z.infer<typeof plansView>> {
    const page = await this.plans.list(query);
    return { items: await this.views.heads(page.items), next: page.next };
  }

  @Post()
  @RequirePermission('plans:write')
  @Answers(201, planView)
  async create(@Body({ schema: CreatePlan }) input: CreatePlan): Promise<PlanView> {
    return this.view(await this.making.execute(input));
  }

  @Get(':id')
  @RequirePermission('plans:read')
  @Answers(200, planView)
  async one(@Param('id', { schema: planId }) id: string): Promise<PlanView> {
    const plan = await this.plans.open(id);
    const { householdId } = plan;
    await this.audit.read({ action: 'plan.read', subjectType: 'plan', subjectId: id, householdId });
    return this.view(plan);
  }

  @Patch(':id')
  @RequirePermission('plans:write')
  @Answers(200, planView)
  async edit(
    @Param('id', { schema: planId }) id: string,
    @Version() version: number,
    @Body({ schema: EditPlan }) input: EditPlan,
  ): Promise<PlanView> {
    return this.view(await this.writing.edit(id, version, input));
  }

  @Get(':id/menu')
  @RequirePermission('plans:read')
  @Answers(200, menuView)
  async menu(@Param('id', { schema: planId }) id: string): Promise<z.infer<typeof menuView>> {
    const { needs } = await this.planMenu.of(await this.plans.open(id));
    const locale = requestContext.getStore()?.locale ?? defaultLocale;
    return viewMenu(id, needs, {
      say: (phrase) => this.phrases.say(locale, phrase),
      service: (code) => this.phrases.service(locale, code),
    });
  }

  @Post(':id/choices')
  @RequirePermission('plans:write')
  @Answers(200, planView)
  async choose(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: ChooseFromMenu }) input: ChooseFromMenu,
  ): Promise<PlanView> {
    return this.view(await this.choosing.execute(id, input));
  }

  @Post(':id/offer')
  @RequirePermission('plans:write')
  @Answers(200, planView)
  async offer(@Param('id', { schema: planId }) id: string, @Body({ schema: nothing }) _: object): Promise<PlanView> {
    return this.view(await this.offering.execute(id));
  }

  @Post(':id/revise')
  @RequirePermission('plans:write')
  @Answers(200, planView)
  async revise(@Param('id', { schema: planId }) id: string, @Body({ schema: nothing }) _: object): Promise<PlanView> {
    return this.view(await this.offering.revise(id));
  }

  @Post(':id/confirm')
  @RequirePermission('plans:write')
  @Answers(200, planView)
  async confirm(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: ConfirmPlan }) input: ConfirmPlan,
  ): Promise<PlanView> {
    return this.view(await this.signing.execute(id, input));
  }

  @Post(':id/close')
  @RequirePermission('plans:write')
  @Answers(200, planView)
  async close(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: ClosePlan }) input: ClosePlan,
  ): Promise<PlanView> {
    return this.view(await this.signing.close(id, input.reason));
  }

  private view(plan: Plan): Promise<PlanView> {
    return this.views.one(plan);
  }
}
