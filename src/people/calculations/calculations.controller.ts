import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { CalculationViews } from './calculation-views';
import { Calculations } from './calculations.service';
import { CalculationQuery } from './dto/calculation.dto';
import { calculationsView, calculationView, type CalculationView } from './dto/calculation.view';

const id = z.uuid();

/** What the rules said of a household, each time with all its steps (design 4). */
@Controller('api/v1')
export class CalculationsController {
  constructor(
    private readonly calculations: Calculations,
    private readonly views: CalculationViews,
    private readonly households: Households,
  ) {}

  @Get('households/:id/calculations')
  @RequirePermission('classifications:read')
  @Answers(200, calculationsView)
  async list(
    @Param('id', { schema: id }) householdId: string,
    @Query({ schema: CalculationQuery }) query: CalculationQuery,
  ): Promise<z.infer<typeof calculationsView>> {
    await this.households.open(householdId);
    const page = await this.calculations.list(householdId, query);
    return { items: await this.views.list(page.items), next: page.next };
  }

  @Get('calculations/:id')
  @RequirePermission('classifications:read')
  @Answers(200, calculationView)
  async one(@Param('id', { schema: id }) calculationId: string): Promise<CalculationView> {
    const row = await this.calculations.get(calculationId);
    await this.households.open(row.householdId);
    return this.views.of(row);
  }
}
