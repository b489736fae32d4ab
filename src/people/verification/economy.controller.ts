import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import { addEconomyLineInput, editEconomyLineInput } from './dto/economy.dto';
import {
  economyLineView,
  type EconomyLineView,
  economyView,
  type EconomyView,
  viewEconomyLine,
} from './dto/economy.view';
import { EconomyViews } from './economy-views';
import { Economy } from './economy.service';

const id = z.uuid();

/** The own declaration of a household (R81). */
@Controller('api/v1')
export class EconomyController {
  constructor(
    private readonly economy: Economy,
    private readonly views: EconomyViews,
    private readonly households: Households,
    private readonly audit: Audit,
  ) {}

  @Get('households/:id/economy')
  @RequirePermission('economy:read')
  @Answers(200, economyView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<EconomyView> {
    await this.households.open(householdId);
    await this.audit.read({ action: 'economy.read', subjectType: 'household', subjectId: householdId, householdId });
    return this.views.of(householdId);
  }

  @Post('households/:id/economy')
  @RequirePermission('economy:write')
  @Answers(201, economyLineView)
  async add(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: addEconomyLineInput }) input: z.infer<typeof addEconomyLineInput>,
  ): Promise<EconomyLineView> {
    return viewEconomyLine(await this.economy.add(householdId, input));
  }

  @Get('economy/:id')
  @RequirePermission('economy:read')
  @Answers(200, economyLineView)
  async one(@Param('id', { schema: id }) lineId: string): Promise<EconomyLineView> {
    const line = await this.views.line(lineId);
    await this.households.open(line.householdId);
    return viewEconomyLine(line);
  }

  @Patch('economy/:id')
  @RequirePermission('economy:write')
  @Answers(200, economyLineView)
  async edit(
    @Param('id', { schema: id }) lineId: string,
    @Version() version: number,
    @Body({ schema: editEconomyLineInput }) input: z.infer<typeof editEconomyLineInput>,
  ): Promise<EconomyLineView> {
    await this.views.line(lineId);
    return viewEconomyLine(await this.economy.edit(lineId, version, input));
  }

  @Post('economy/:id/end')
  @RequirePermission('economy:write')
  @Answers(200, economyLineView)
  async end(@Param('id', { schema: id }) lineId: string): Promise<EconomyLineView> {
    await this.views.line(lineId);
    return viewEconomyLine(await this.economy.end(lineId));
  }
}
