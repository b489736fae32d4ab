import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { AllocationFigures } from './allocation-figures.service';
import { AllocationPartQuery } from './dto/allocation.dto';
import { allocationFiguresView, roundChangesView, viewRoundChange } from './dto/allocation-figures.view';

const id = z.uuid();

/** What there is against what is asked for, and what the last round has changed. */
@Controller('api/v1/allocations')
@RequirePermission('allocations:read')
export class AllocationFiguresController {
  constructor(private readonly figures: AllocationFigures) {}

  @Get(':id/figures')
  @Answers(200, allocationFiguresView)
  read(@Param('id', { schema: id }) allocationId: string): Promise<z.infer<typeof allocationFiguresView>> {
    return this.figures.of(allocationId);
  }

  /** Needs that got something else in the round before. */
  @Get(':id/changes')
  @Answers(200, roundChangesView)
  async changes(
    @Param('id', { schema: id }) allocationId: string,
    @Query({ schema: AllocationPartQuery }) query: AllocationPartQuery,
  ): Promise<z.infer<typeof roundChangesView>> {
    const { items, next } = await this.figures.changes(allocationId, query);
    return { items: items.map(viewRoundChange), next };
  }
}
