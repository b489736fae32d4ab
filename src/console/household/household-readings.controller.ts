import { Controller, Get, Query, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { RequirePermission } from '../../trust/access';
import { Readings } from '../../trust/audit';
import { readingLine } from '../people';
import { type View, view } from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { ShutWhileBarred } from './shut-while-barred';

const Filter = z.object({ after: z.string().max(400).optional().catch(undefined) });
const PAGE = 20;

/** The household sees who looked at its file (C2): when, which office, what for, what kind of data. */
@ApiExcludeController()
@Controller('h/who-looked')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdReadingsController {
  constructor(
    private readonly readings: Readings,
    private readonly help: HouseholdHelp,
  ) {}

  @Get()
  async list(@Query() query: unknown): Promise<View> {
    const { household, help } = await this.help.own();
    const { after } = Filter.parse(query);
    const { items, next } = await this.readings.ofHousehold(household.id, { limit: PAGE, after });
    const onward = next && `/h/who-looked?${new URLSearchParams({ after: next }).toString()}`;
    return view(
      'household/who-looked',
      { lines: items.map(readingLine), next: onward, help },
      { title: 'who-looked.title' },
    );
  }
}
