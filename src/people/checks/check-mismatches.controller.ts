import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { CheckViews } from './check-views';
import { Checks } from './checks.service';
import { MismatchQuery, SettleMismatch as Note } from './dto/check.dto';
import { mismatchList, mismatchView, type MismatchView } from './dto/check.view';
import { SettleMismatch } from './use-cases/settle-mismatch.use-case';

const id = z.uuid();

/** Where an answer does not fit the declaration: asked about, settled by a person, disputed (R65, R81). */
@Controller('api/v1/check-mismatches')
export class CheckMismatchesController {
  constructor(
    private readonly checks: Checks,
    private readonly views: CheckViews,
    private readonly settling: SettleMismatch,
    private readonly households: Households,
  ) {}

  @Get()
  @RequirePermission('checks:read')
  @Answers(200, mismatchList)
  list(@Query({ schema: MismatchQuery }) query: MismatchQuery): Promise<z.infer<typeof mismatchList>> {
    return this.checks.list(query);
  }

  @Get(':id')
  @RequirePermission('checks:read')
  @Answers(200, mismatchView)
  async one(@Param('id', { schema: id }) mismatchId: string): Promise<MismatchView> {
    const row = await this.checks.mismatch(mismatchId);
    await this.households.open(row.householdId);
    return this.views.mismatch(row);
  }

  @Post(':id/take-over')
  @RequirePermission('checks:settle')
  @Answers(200, mismatchView)
  async takeOver(@Param('id', { schema: id }) mismatchId: string, @Version() version: number): Promise<MismatchView> {
    return this.views.mismatch(await this.settling.takeOver(mismatchId, version));
  }

  @Post(':id/explain')
  @RequirePermission('checks:settle')
  @Answers(200, mismatchView)
  async explain(
    @Param('id', { schema: id }) mismatchId: string,
    @Version() version: number,
    @Body({ schema: Note }) { note }: Note,
  ): Promise<MismatchView> {
    return this.views.mismatch(await this.settling.explain(mismatchId, version, note));
  }

  @Post(':id/dispute')
  @RequirePermission('checks:settle')
  @Answers(200, mismatchView)
  async dispute(
    @Param('id', { schema: id }) mismatchId: string,
    @Version() version: number,
    @Body({ schema: Note }) { note }: Note,
  ): Promise<MismatchView> {
    return this.views.mismatch(await this.settling.dispute(mismatchId, version, note));
  }

  @Post(':id/uphold')
  @RequirePermission('checks:decide')
  @Answers(200, mismatchView)
  async uphold(
    @Param('id', { schema: id }) mismatchId: string,
    @Version() version: number,
    @Body({ schema: Note }) { note }: Note,
  ): Promise<MismatchView> {
    return this.views.mismatch(await this.settling.uphold(mismatchId, version, note));
  }

  @Post(':id/correct')
  @RequirePermission('checks:decide')
  @Answers(200, mismatchView)
  async correct(
    @Param('id', { schema: id }) mismatchId: string,
    @Version() version: number,
    @Body({ schema: Note }) { note }: Note,
  ): Promise<MismatchView> {
    return this.views.mismatch(await this.settling.correct(mismatchId, version, note));
  }
}
