import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { Dimensions } from './dimensions.service';
import { dimensionsView, type DimensionsView } from './dimensions.view';

const id = z.uuid();

/** A household seen from six sides (R29). */
@Controller('api/v1')
export class DimensionsController {
  constructor(
    private readonly dimensions: Dimensions,
    private readonly households: Households,
  ) {}

  @Get('households/:id/dimensions')
  @RequirePermission('classifications:read')
  @Answers(200, dimensionsView)
  async show(@Param('id', { schema: id }) householdId: string): Promise<DimensionsView> {
    await this.households.open(householdId);
    return this.dimensions.of(householdId);
  }
}
