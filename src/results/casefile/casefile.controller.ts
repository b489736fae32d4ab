import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Casefiles } from './casefiles.service';
import { type CasefileView, casefileView } from './dto/casefile.view';
import { TimelineQuery, timelineView } from './dto/timeline.dto';
import { Timeline } from './timeline.service';

const id = z.uuid();

/** The time line and the printable file of one household (R55, R68). */
@Controller('api/v1/households')
export class CasefileController {
  constructor(
    private readonly timelines: Timeline,
    private readonly casefiles: Casefiles,
  ) {}

  @Get(':id/timeline')
  @RequirePermission('households:read')
  @Answers(200, timelineView)
  async timeline(
    @Param('id', { schema: id }) householdId: string,
    @Query({ schema: TimelineQuery }) { limit, after }: TimelineQuery,
  ): Promise<z.infer<typeof timelineView>> {
    const page = await this.timelines.read(householdId, limit, after);
    return { items: page.items.map((entry) => ({ ...entry, at: entry.at.toISOString() })), next: page.next };
  }

  @Get(':id/file')
  @RequirePermission('households:print')
  @Answers(200, casefileView)
  file(@Param('id', { schema: id }) householdId: string): Promise<CasefileView> {
    return this.casefiles.read(householdId);
  }
}
