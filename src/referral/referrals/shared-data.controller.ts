import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { sharedDataView, type SharedDataView, viewShared } from './dto/shared-data.view';
import { SharedData } from './shared-data.service';

/** What was shared of a household already, with whom and when (A11). */
@Controller('api/v1/households')
export class SharedDataController {
  constructor(
    private readonly shared: SharedData,
    private readonly households: Households,
  ) {}

  @Get(':id/shared')
  @RequirePermission('consents:read')
  @Answers(200, sharedDataView)
  async list(@Param('id', { schema: z.uuid() }) householdId: string): Promise<SharedDataView> {
    await this.households.open(householdId);
    return viewShared(await this.shared.of(householdId));
  }
}
