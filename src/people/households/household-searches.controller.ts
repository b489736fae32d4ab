import { Body, Controller, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { SearchFiles } from './dto/household-query.dto';
import { foundFilesView } from './dto/household.view';
import { FileSearch } from './file-search';
import { HouseholdViews } from './household-views';

/** Search by an exact key; sent as a body, so that no identity number stands in an address (C3). */
@Controller('api/v1/household-searches')
export class HouseholdSearchesController {
  constructor(
    private readonly search: FileSearch,
    private readonly views: HouseholdViews,
  ) {}

  /** The hits stand in this one answer; a repeat of the request shows nothing. */
  @Post()
  @RequirePermission('households:read')
  @Answers(200, foundFilesView)
  async find(@Body({ schema: SearchFiles }) { key }: SearchFiles): Promise<z.infer<typeof foundFilesView>> {
    const { items, more } = await this.search.byKey(key);
    return { items: await this.views.lines(items), more };
  }
}
