import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CreateHousehold, RevealField as RevealInput, UpdateHousehold } from './dto/create-household.dto';
import { HouseholdQuery } from './dto/household-query.dto';
import {
  duplicatesView,
  type DuplicatesView,
  householdsView,
  householdView,
  type HouseholdView,
  revealedView,
  type RevealedView,
} from './dto/household.view';
import { FindDuplicates } from './find-duplicates';
import { HouseholdViews } from './household-views';
import { Households } from './households.service';
import { OpenHousehold } from './use-cases/create-household.use-case';
import { RevealField } from './use-cases/reveal-field.use-case';
import { ChangeHousehold } from './use-cases/update-household.use-case';

const id = z.uuid();

/** Files of households (R25, R55). */
@Controller('api/v1/households')
export class HouseholdsController {
  constructor(
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly opening: OpenHousehold,
    private readonly changing: ChangeHousehold,
    private readonly revealing: RevealField,
    private readonly duplicateSearch: FindDuplicates,
  ) {}

  @Get()
  @RequirePermission('households:read')
  @Answers(200, householdsView)
  async list(@Query({ schema: HouseholdQuery }) query: HouseholdQuery): Promise<z.infer<typeof householdsView>> {
    const page = await this.households.list(query);
    return { items: await this.views.lines(page.items), next: page.next };
  }

  @Post()
  @RequirePermission('households:write')
  @Answers(201, householdView)
  async create(@Body({ schema: CreateHousehold }) input: CreateHousehold): Promise<HouseholdView> {
    return this.views.file(await this.opening.execute(input));
  }

  @Get(':id')
  @RequirePermission('households:read')
  @Answers(200, householdView)
  async one(@Param('id', { schema: id }) householdId: string): Promise<HouseholdView> {
    return this.views.file(await this.households.open(householdId));
  }

  @Patch(':id')
  @RequirePermission('households:write')
  @Answers(200, householdView)
  async change(
    @Param('id', { schema: id }) householdId: string,
    @Version() version: number,
    @Body({ schema: UpdateHousehold }) input: UpdateHousehold,
  ): Promise<HouseholdView> {
    return this.views.file(await this.changing.execute(householdId, input, version));
  }

  @Get(':id/duplicates')
  @RequirePermission('households:read')
  @Answers(200, duplicatesView)
  async duplicates(@Param('id', { schema: id }) householdId: string): Promise<DuplicatesView> {
    await this.households.open(householdId);
    return this.duplicateSearch.of(householdId);
  }

  /** The value stands in this one answer; a repeat of the request shows nothing. */
  @Post(':id/reveal')
  @RequirePermission('households:reveal')
  @Answers(200, revealedView)
  reveal(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: RevealInput }) input: RevealInput,
  ): Promise<RevealedView> {
    return this.revealing.execute(householdId, input);
  }
}
