import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { MissedBenefitQuery, MissedSummaryQuery } from './dto/missed-benefit.dto';
import { missedBenefitsView, missedSummaryView, type MissedSummaryView } from './dto/missed-benefit.view';
import { MissedBenefits } from './missed-benefits.service';

/** What nobody has filed although it may fit (R31). */
@Controller('api/v1/missed-benefits')
export class MissedBenefitsController {
  constructor(private readonly missed: MissedBenefits) {}

  @Get()
  @RequirePermission('entitlements:read')
  @Answers(200, missedBenefitsView)
  list(@Query({ schema: MissedBenefitQuery }) query: MissedBenefitQuery): Promise<z.infer<typeof missedBenefitsView>> {
    return this.missed.list(query);
  }

  @Get('summary')
  @RequirePermission('entitlements:read')
  @Answers(200, missedSummaryView)
  summary(@Query({ schema: MissedSummaryQuery }) { regionPath }: MissedSummaryQuery): Promise<MissedSummaryView> {
    return this.missed.summary(regionPath);
  }
}
