import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { LedgerDifferenceQuery, TakeOver } from './dto/ledger.dto';
import { ledgerDifferencesView } from './dto/ledger.view';
import { LedgerDifferences } from './ledger-differences';

const id = z.uuid();
const cellsView = z.strictObject({ cells: z.int() });

/** Files that are here and a ledger that says otherwise: ours stays, unless a person ticks the cell (R26). */
@Controller('api/v1/ledger-imports/:id')
@RequirePermission('ledgers:write')
export class LedgerDifferencesController {
  constructor(private readonly differences: LedgerDifferences) {}

  /** Cell by cell with both values, for who uploaded the rows; opens the files. */
  @Get('differences')
  @Answers(200, ledgerDifferencesView)
  async list(
    @Param('id', { schema: id }) importId: string,
    @Query({ schema: LedgerDifferenceQuery }) query: LedgerDifferenceQuery,
  ): Promise<z.infer<typeof ledgerDifferencesView>> {
    const { items, next } = await this.differences.page(importId, query);
    return { items, fields: await this.differences.fields(importId), next };
  }

  /** Ticks a cell, a row, a column or all, or takes the ticks away; the confirmation writes them. */
  @Post('take-overs')
  @Answers(200, cellsView)
  async choose(
    @Param('id', { schema: id }) importId: string,
    @Body({ schema: TakeOver }) input: TakeOver,
  ): Promise<z.infer<typeof cellsView>> {
    return { cells: await this.differences.choose(importId, input) };
  }
}
