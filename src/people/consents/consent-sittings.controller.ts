import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { ConsentSittings } from './consent-sittings';
import { ConsentViews } from './consent-views';
import { AnswerSitting, CreateSitting, SetGuardianBar } from './dto/consent.dto';
import { guardianBarsView } from './dto/guardian-bar.view';
import { sittingView, type SittingView } from './dto/sitting.view';
import { GuardianBars } from './guardian-bars';
import { HoldSitting } from './use-cases/hold-sitting.use-case';

const id = z.uuid();
const barView = z.object({ memberId: z.uuid(), barred: z.boolean() });

/** Sittings, and who cannot speak for a household (R98). */
@Controller('api/v1')
export class ConsentSittingsController {
  constructor(
    private readonly sittings: ConsentSittings,
    private readonly views: ConsentViews,
    private readonly households: Households,
    private readonly bars: GuardianBars,
    private readonly holding: HoldSitting,
  ) {}

  @Post('households/:id/consent-sittings')
  @RequirePermission('consents:write')
  @Answers(201, sittingView)
  async create(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: CreateSitting }) input: CreateSitting,
  ): Promise<SittingView> {
    await this.households.open(householdId);
    return this.views.sitting(await this.holding.execute(householdId, input));
  }

  @Get('consent-sittings/:id')
  @RequirePermission('consents:read')
  @Answers(200, sittingView)
  async one(@Param('id', { schema: id }) sittingId: string): Promise<SittingView> {
    const sheet = await this.sittings.get(sittingId);
    await this.households.open(sheet.sitting.householdId);
    return this.views.sitting(sheet);
  }

  @Post('consent-sittings/:id/answer')
  @RequirePermission('consents:write')
  @Answers(200, sittingView)
  async answer(
    @Param('id', { schema: id }) sittingId: string,
    @Body({ schema: AnswerSitting }) input: AnswerSitting,
  ): Promise<SittingView> {
    return this.views.sitting(await this.holding.answer(sittingId, input));
  }

  @Get('households/:id/guardian-bars')
  @RequirePermission('consents:write')
  @Answers(200, guardianBarsView)
  async barred(@Param('id', { schema: id }) householdId: string): Promise<z.infer<typeof guardianBarsView>> {
    return { items: await this.bars.list(householdId) };
  }

  @Post('households/:id/members/:memberId/guardian-bar')
  @RequirePermission('consents:write')
  @HttpCode(200)
  @Answers(200, barView)
  async bar(
    @Param('id', { schema: id }) householdId: string,
    @Param('memberId', { schema: id }) memberId: string,
    @Body({ schema: SetGuardianBar }) input: SetGuardianBar,
  ): Promise<z.infer<typeof barView>> {
    return { memberId, ...(await this.bars.set(householdId, memberId, input)) };
  }
}
