import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { Clock } from '../../platform/time';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { RecheckQuery } from './dto/recheck.dto';
import { rechecksView, viewRecheck } from './dto/recheck.view';
import { Rechecks } from './rechecks.service';

/** Whom somebody has to look at again (R30). */
@Controller('api/v1')
export class RechecksController {
  constructor(
    private readonly rechecks: Rechecks,
    private readonly households: Households,
    private readonly clock: Clock,
  ) {}

  /** Open ones over all households in reach, the earliest day first. */
  @Get('rechecks')
  @RequirePermission('classifications:read')
  @Answers(200, rechecksView)
  async list(@Query({ schema: RecheckQuery }) query: RecheckQuery): Promise<z.infer<typeof rechecksView>> {
    const { items, next } = await this.rechecks.list(query);
    const today = this.clock.today();
    return { items: items.map((one) => viewRecheck(one, today)), next };
  }

  /** Of one household, with the notes of the machine, newest first. */
  @Get('households/:id/rechecks')
  @RequirePermission('classifications:read')
  @Answers(200, rechecksView)
  async ofHousehold(@Param('id', { schema: z.uuid() }) householdId: string): Promise<z.infer<typeof rechecksView>> {
    await this.households.open(householdId);
    const today = this.clock.today();
    const rows = await this.rechecks.ofHousehold(householdId);
    return { items: rows.map((one) => viewRecheck(one, today)), next: null };
  }
}
