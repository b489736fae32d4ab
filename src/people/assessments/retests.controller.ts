import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { Clock } from '../../platform/time';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { AssessmentTrends } from './assessment-trends';
import { type EmpowermentView, empowermentView, viewEmpowerment } from './dto/empowerment.view';
import { RetestQuery } from './dto/retest.dto';
import { retestsView, viewRetest } from './dto/retest.view';
import { trendsView } from './dto/trend.view';
import { EmpowermentEntries } from './empowerment-entries';
import { Retests } from './retests.service';

/** Whom a scale is asked again, how results went on (R18), and what they lead to (R42). */
@Controller('api/v1')
export class RetestsController {
  constructor(
    private readonly retests: Retests,
    private readonly trends: AssessmentTrends,
    private readonly empowerment: EmpowermentEntries,
    private readonly households: Households,
    private readonly clock: Clock,
  ) {}

  /** Over all households in reach, the earliest day first. */
  @Get('retests')
  @RequirePermission('assessments:read')
  @Answers(200, retestsView)
  async list(@Query({ schema: RetestQuery }) query: RetestQuery): Promise<z.infer<typeof retestsView>> {
    const { items, next } = await this.retests.list(query);
    const today = this.clock.today();
    return { items: items.map((line) => viewRetest(line, today)), next };
  }

  @Get('households/:id/assessment-trends')
  @RequirePermission('assessments:read')
  @Answers(200, trendsView)
  async ofHousehold(@Param('id', { schema: z.uuid() }) householdId: string): Promise<z.infer<typeof trendsView>> {
    await this.households.open(householdId);
    return { items: await this.trends.of(householdId), next: null };
  }

  /** Results that speak for an empowerment plan (R42). */
  @Get('households/:id/empowerment')
  @RequirePermission('assessments:read')
  @Answers(200, empowermentView)
  async entries(@Param('id', { schema: z.uuid() }) householdId: string): Promise<EmpowermentView> {
    await this.households.open(householdId);
    return viewEmpowerment(await this.empowerment.of(householdId));
  }
}
