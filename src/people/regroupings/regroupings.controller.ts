import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { RegroupingInput } from './dto/regrouping.dto';
import {
  regroupingPreview,
  type RegroupingPreview,
  regroupingsView,
  type RegroupingsView,
  regroupingView,
  type RegroupingView,
} from './dto/regrouping.view';
import { Regroupings } from './regroupings.service';
import { PreviewRegrouping } from './use-cases/preview-regrouping.use-case';
import { Regroup } from './use-cases/regroup.use-case';
import { UndoRegrouping } from './use-cases/undo-regrouping.use-case';

const id = z.uuid();

/** Households that split, and files that join (R99). */
@Controller('api/v1')
export class RegroupingsController {
  constructor(
    private readonly regroupings: Regroupings,
    private readonly households: Households,
    private readonly previewing: PreviewRegrouping,
    private readonly regrouping: Regroup,
    private readonly undoing: UndoRegrouping,
  ) {}

  @Get('households/:id/regroupings')
  @RequirePermission('households:read')
  @Answers(200, regroupingsView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<RegroupingsView> {
    await this.households.open(householdId);
    return this.regroupings.ofHousehold(householdId);
  }

  /** What would follow; changes nothing. */
  @Post('households/:id/regroupings/preview')
  @RequirePermission('households:write')
  @Answers(200, regroupingPreview)
  async preview(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: RegroupingInput }) input: RegroupingInput,
  ): Promise<RegroupingPreview> {
    await this.households.open(householdId);
    return this.previewing.execute(householdId, input);
  }

  @Post('households/:id/regroupings')
  @RequirePermission('households:write')
  @Answers(201, regroupingView)
  async regroup(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: RegroupingInput }) input: RegroupingInput,
  ): Promise<RegroupingView> {
    return this.regroupings.one((await this.regrouping.execute(householdId, input)).id);
  }

  @Get('regroupings/:id')
  @RequirePermission('households:read')
  @Answers(200, regroupingView)
  one(@Param('id', { schema: id }) regroupingId: string): Promise<RegroupingView> {
    return this.regroupings.one(regroupingId);
  }

  @Post('regroupings/:id/undo')
  @RequirePermission('households:write')
  @Answers(200, regroupingView)
  async undo(@Param('id', { schema: id }) regroupingId: string): Promise<RegroupingView> {
    return this.regroupings.one((await this.undoing.execute(regroupingId)).id);
  }
}
