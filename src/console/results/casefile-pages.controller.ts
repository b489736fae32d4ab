import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Casefiles, Timeline, TimelineQuery } from '../../results/casefile';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import type { Actor } from '../../platform/database';
import { redirect, view } from '../shell';
import { printModel } from './casefile-print';
import { timelineItem } from './casefile-timeline';
import { EvaluationWords } from './evaluations-words';

const id = z.uuid();

/** The time line of a household, and its file on paper (R55, R68; ux.md patterns 4 and 23). */
@ApiExcludeController()
@Controller('console/households')
export class CasefilePages {
  constructor(
    private readonly timelines: Timeline,
    private readonly casefiles: Casefiles,
    private readonly households: Households,
    private readonly words: EvaluationWords,
  ) {}

  @Get(':id/timeline')
  @RequirePermission('households:read')
  async timeline(
    @Param('id', { schema: id }) householdId: string,
    @Query({ schema: TimelineQuery }) { limit, after }: TimelineQuery,
    @CurrentActor() actor: Actor,
  ) {
    const page = await this.timelines.read(householdId, limit, after);
    const name = await this.households.nameOf(householdId);
    const items = page.items.map((entry) => timelineItem(entry, this.words));
    const breadcrumbs = [
      { href: '/console/households', key: 'shell.areas.households' },
      { href: `/console/households/${householdId}`, text: name },
    ];
    const model = {
      id: householdId,
      items,
      next: page.next,
      first: after !== undefined,
      mayPrint: allows(actor.roles, 'households:print'),
    };
    return view('console/results/casefile/timeline', model, {
      title: 'casefile.timeline.title',
      titleParams: { name },
      breadcrumbs,
    });
  }

  /** The file has one form, that on paper. */
  @Get(':id/file')
  @RequirePermission('households:print')
  file(@Param('id', { schema: id }) householdId: string) {
    return redirect(`/console/households/${householdId}/file/print`);
  }

  @Get(':id/file/print')
  @RequirePermission('households:print')
  async print(@Param('id', { schema: id }) householdId: string) {
    const file = await this.casefiles.print(householdId);
    const model = printModel(file, this.words);
    return view('print/casefile', model, {
      title: 'casefile.print.title',
      titleParams: { number: file.number },
      layout: 'print/layout',
    });
  }
}
