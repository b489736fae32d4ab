import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Dimensions } from '../../people/dimensions';
import { Households } from '../../people/households';
import { CurrentActor, RequirePermission } from '../../trust/access';
import type { Actor } from '../../platform/database';
import { Audit } from '../../trust/audit';
import { view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { DimensionRows } from './dimension-rows';

const id = z.uuid();

/** A household from six sides, on the screen and on paper (R29); it decides nothing (R3). */
@ApiExcludeController()
@Controller('console')
export class DimensionPages {
  constructor(
    private readonly dimensions: Dimensions,
    private readonly rows: DimensionRows,
    private readonly households: Households,
    private readonly words: AssessmentWords,
    private readonly audit: Audit,
  ) {}

  @Get('households/:id/dimensions')
  @RequirePermission('classifications:read')
  async show(@Param('id', { schema: id }) householdId: string, @CurrentActor() { roles }: Actor): Promise<View> {
    const household = await this.households.open(householdId);
    const model = await this.rows.of(await this.dimensions.of(householdId), roles);
    return view('console/people/dimensions/dimensions', model, {
      title: 'dimensions.title',
      breadcrumbs: this.words.trail(household),
    });
  }

  @Get('households/:id/dimensions/print')
  @RequirePermission('households:print')
  async print(@Param('id', { schema: id }) householdId: string): Promise<View> {
    const { number, displayName } = await this.households.open(householdId);
    const subject = { subjectType: 'household', subjectId: householdId, householdId };
    await this.audit.read({ action: 'household.dimensions-printed', ...subject });
    const model = {
      ...(await this.rows.of(await this.dimensions.of(householdId), [])),
      household: `${number} ${displayName}`,
    };
    return view('console/people/dimensions/dimensions', model, { layout: 'print/layout', title: 'dimensions.title' });
  }
}
