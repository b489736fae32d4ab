import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { AssessmentConflictQuery, SettleConflict as Settlement } from './dto/field-sheet.dto';
import { assessmentConflictsView, assessmentConflictView, type AssessmentConflictView } from './dto/field-sheet.view';
import { FieldSheets } from './field-sheets.service';
import { FieldSheetViews } from './field-sheet-views';
import { SettleConflict } from './use-cases/settle-conflict.use-case';

const id = z.uuid();

/** Two results of one scale on one day, side by side, until a person says which counts (R103). */
@Controller('api/v1/assessment-conflicts')
export class AssessmentConflictsController {
  constructor(
    private readonly sheets: FieldSheets,
    private readonly views: FieldSheetViews,
    private readonly settling: SettleConflict,
  ) {}

  @Get()
  @RequirePermission('assessments:read')
  @Answers(200, assessmentConflictsView)
  async list(
    @Query({ schema: AssessmentConflictQuery }) query: AssessmentConflictQuery,
  ): Promise<z.infer<typeof assessmentConflictsView>> {
    const { items, next } = await this.sheets.listConflicts(query);
    const views: AssessmentConflictView[] = [];
    for (const row of items) views.push(await this.views.conflict(row));
    return { items: views, next };
  }

  @Get(':id')
  @RequirePermission('assessments:read')
  @Answers(200, assessmentConflictView)
  async one(@Param('id', { schema: id }) conflictId: string): Promise<AssessmentConflictView> {
    return this.views.conflict(await this.sheets.openConflict(conflictId));
  }

  @Post(':id/settle')
  @RequirePermission('assessments:write')
  @Answers(200, assessmentConflictView)
  async settle(
    @Param('id', { schema: id }) conflictId: string,
    @Body({ schema: Settlement }) input: Settlement,
  ): Promise<AssessmentConflictView> {
    return this.views.conflict(await this.settling.execute(conflictId, input));
  }
}
