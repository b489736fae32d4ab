import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { FieldSheetQuery, GoOnWithSheet, SetSheetAside } from './dto/field-sheet.dto';
import { fieldSheetsView, fieldSheetView, type FieldSheetView } from './dto/field-sheet.view';
import { FieldSheets } from './field-sheets.service';
import { FieldSheetViews } from './field-sheet-views';
import { DealWithSheet } from './use-cases/deal-with-sheet.use-case';

const id = z.uuid();

/** What one's own devices have sent, and what became of it (R103). */
@Controller('api/v1/field-sheets')
export class FieldSheetsController {
  constructor(
    private readonly sheets: FieldSheets,
    private readonly views: FieldSheetViews,
    private readonly dealing: DealWithSheet,
  ) {}

  @Get()
  @RequirePermission('take-alongs:use')
  @Answers(200, fieldSheetsView)
  async list(@Query({ schema: FieldSheetQuery }) query: FieldSheetQuery): Promise<z.infer<typeof fieldSheetsView>> {
    const { state, ...page } = query;
    const { items, next } = await this.sheets.list({ ...page, ...(state && { states: [state] }) });
    return { items: await this.views.lines(items), next };
  }

  @Get(':id')
  @RequirePermission('take-alongs:use')
  @Answers(200, fieldSheetView)
  async one(@Param('id', { schema: id }) sheetId: string): Promise<FieldSheetView> {
    return this.views.one(await this.sheets.open(sheetId));
  }

  /** Takes it over now, where what stood against it is gone. */
  @Post(':id/take-over')
  @RequirePermission('take-alongs:use')
  @Answers(200, fieldSheetView)
  async again(@Param('id', { schema: id }) sheetId: string): Promise<FieldSheetView> {
    await this.sheets.open(sheetId);
    return this.views.one(await this.dealing.again(sheetId));
  }

  /** Makes a draft of it, to go on at the desk. */
  @Post(':id/go-on')
  @RequirePermission('take-alongs:use')
  @Answers(200, fieldSheetView)
  async goOn(
    @Param('id', { schema: id }) sheetId: string,
    @Body({ schema: GoOnWithSheet }) { answeredBy }: GoOnWithSheet,
  ): Promise<FieldSheetView> {
    await this.sheets.open(sheetId);
    return this.views.one(await this.dealing.goOn(sheetId, answeredBy));
  }

  @Post(':id/set-aside')
  @RequirePermission('take-alongs:use')
  @Answers(200, fieldSheetView)
  async setAside(
    @Param('id', { schema: id }) sheetId: string,
    @Body({ schema: SetSheetAside }) { reason }: SetSheetAside,
  ): Promise<FieldSheetView> {
    await this.sheets.open(sheetId);
    return this.views.one(await this.dealing.setAside(sheetId, reason));
  }
}
