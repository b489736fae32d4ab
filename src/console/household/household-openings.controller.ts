import { Controller, Get, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RequirePermission } from '../../trust/access';
import { Approvals } from '../../trust/approvals';
import { view, type View } from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { ShutWhileBarred } from './shut-while-barred';

/** Who opened the household's file from elsewhere, which office, when, and how to object (C3). */
@ApiExcludeController()
@Controller('h/openings')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdOpeningsController {
  constructor(
    private readonly approvals: Approvals,
    private readonly help: HouseholdHelp,
  ) {}

  @Get()
  async list(): Promise<View> {
    const { help } = await this.help.own();
    return view('household/openings', { openings: await this.approvals.openings(), help });
  }
}
