import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ClassificationQuery, Classifications } from '../../people/classification';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { schemaInput, view, type View } from '../shell';
import { PrintChoice } from './print-choice';

/** Proposed classes that wait for a person (R3), the longest waiting first. */
@ApiExcludeController()
@Controller('console/classifications')
export class ClassificationListPages {
  constructor(
    private readonly classifications: Classifications,
    private readonly households: Households,
    private readonly printing: PrintChoice,
  ) {}

  @Get()
  @RequirePermission('classifications:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    const parsed = ClassificationQuery.safeParse(schemaInput(typed));
    const page = await this.classifications.waiting(parsed.success ? parsed.data : ClassificationQuery.parse({}));
    const names = await this.households.namesOf(page.items.map(({ householdId }) => householdId));
    const { after: _, ...filters } = typed;
    const proposals = page.items.map(({ id, householdId, proposedClass, proposedAt }) => ({
      ...{ id, householdId, proposedClass, proposedAt },
      householdName: names.get(householdId) ?? '',
    }));
    const print = this.printing.of(
      actor,
      proposals.map(({ householdId }) => householdId),
    );
    return view(
      'console/people/classification/waiting',
      { proposals, next: page.next, filters, print },
      { title: 'classification.waiting.title' },
    );
  }
}
