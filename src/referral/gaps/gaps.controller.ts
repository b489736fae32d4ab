import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { GapQuery, GapSummaryQuery } from './dto/gap-query.dto';
import { gapSummaryView, gapsView, gapView, viewGap, viewGapSummary } from './gap.view';
import { Gaps } from './gaps.service';
import { VillageNames } from './village-names';

/** Unmet needs, one by one and rolled up into what should be bought (R97, I8, R73). */
@Controller('api/v1/gaps')
@RequirePermission('gaps:read')
export class GapsController {
  constructor(
    private readonly gaps: Gaps,
    private readonly villages: VillageNames,
    private readonly households: Households,
  ) {}

  @Get()
  @Answers(200, gapsView)
  async list(@Query({ schema: GapQuery }) query: GapQuery): Promise<z.infer<typeof gapsView>> {
    const page = await this.gaps.list(query);
    return { items: page.items.map(viewGap), next: page.next };
  }

  /** By village, code and month, heaviest first; at most 500 rows. */
  @Get('summary')
  @Answers(200, gapSummaryView)
  async summary(@Query({ schema: GapSummaryQuery }) query: GapSummaryQuery): Promise<z.infer<typeof gapSummaryView>> {
    const counts = await this.gaps.summary(query);
    const names = await this.villages.of(counts.map(({ regionPath }) => regionPath));
    return viewGapSummary(counts, (path) => names.get(path) ?? null);
  }

  @Get(':id')
  @Answers(200, gapView)
  async one(@Param('id', { schema: z.uuid() }) id: string): Promise<z.infer<typeof gapView>> {
    const gap = await this.gaps.get(id);
    await this.households.open(gap.householdId);
    return viewGap(gap);
  }
}
