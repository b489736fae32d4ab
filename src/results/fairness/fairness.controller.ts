import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { FairnessQuery, OverrideQuery } from './dto/fairness.dto';
import { fairnessView, type FairnessView, overridesView } from './dto/fairness.view';
import { Fairness } from './fairness.service';
import { viewOverride } from './view-override';

/** Fair matching (I25), and coverage of needs compared (I8, I21). */
@Controller('api/v1/analytics/fairness')
@RequirePermission('fairness:read')
export class FairnessController {
  constructor(private readonly fairness: Fairness) {}

  @Get()
  @Answers(200, fairnessView)
  read(@Query({ schema: FairnessQuery }) query: FairnessQuery): Promise<FairnessView> {
    return this.fairness.read(query);
  }

  /** Choices that were not the first candidate, newest first. */
  @Get('overrides')
  @Answers(200, overridesView)
  async overrides(@Query({ schema: OverrideQuery }) query: OverrideQuery): Promise<z.infer<typeof overridesView>> {
    const { items, next } = await this.fairness.overrides(query);
    return { items: items.map(viewOverride), next };
  }
}
