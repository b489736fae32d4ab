import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { FindDuplicates, Households, HouseholdQuery, HouseholdViews } from '../../people/households';
import type { Actor } from '../../platform/database';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, schemaInput, view, type View } from '../shell';
import { Choices } from './choices';
import { PrintChoice } from './print-choice';

/** The list of files, its filters in the address; and the files that may be about the same people as one of them. */
@ApiExcludeController()
@Controller('console/households')
export class HouseholdListPages {
  constructor(
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly duplicates: FindDuplicates,
    private readonly choices: Choices,
    private readonly printing: PrintChoice,
  ) {}

  @Get()
  @RequirePermission('households:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor) {
    const parsed = HouseholdQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : HouseholdQuery.parse({});
    const page = await this.households.list(query);
    const { after: _, ...filters } = typed;
    const places = await this.choices.places();
    const classes = ['1', '2', '3', '4'].map((value) => ({
      value,
      text: this.choices.text(`classification.short.${value}`),
    }));
    const model = {
      print: this.printing.of(
        actor,
        page.items.map(({ id }) => id),
      ),
      lines: await this.views.lines(page.items),
      next: page.next,
      filters,
      form: emptyForm(typed),
      places,
      classes,
    };
    return view('console/people/household-list', model, { title: 'households.list.title' });
  }

  @Get(':id/duplicates')
  @RequirePermission('households:read')
  async sameOnes(@Param('id', { schema: z.uuid() }) householdId: string): Promise<View> {
    const household = await this.views.file(await this.households.open(householdId));
    const { items } = await this.duplicates.of(householdId);
    const model = { household, duplicates: items };
    return view('console/people/household-duplicates', model, { title: 'households.file.duplicates' });
  }
}
