import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ReportHarm, ReportQuery, WithdrawReport } from './dto/safeguard.dto';
import { mandatoryReportsView, type MandatoryReportView, mandatoryReportView } from './dto/safeguard.view';
import { Safeguards } from './safeguards.service';
import { SafeguardViews } from './safeguard-views';
import { SettleReport } from './use-cases/settle-report.use-case';

const id = z.uuid();

/** Reports of suspected harm that the law demands (B30, B31), for the protected team. */
@Controller('api/v1/mandatory-reports')
export class MandatoryReportsController {
  constructor(
    private readonly safeguards: Safeguards,
    private readonly views: SafeguardViews,
    private readonly settling: SettleReport,
  ) {}

  @Get()
  @RequirePermission('assessments:read')
  @Answers(200, mandatoryReportsView)
  async list(@Query({ schema: ReportQuery }) query: ReportQuery): Promise<z.infer<typeof mandatoryReportsView>> {
    const { items, next } = await this.safeguards.reports(query);
    return { items: await this.views.reports(items), next };
  }

  @Get(':id')
  @RequirePermission('assessments:read')
  @Answers(200, mandatoryReportView)
  async one(@Param('id', { schema: id }) reportId: string): Promise<MandatoryReportView> {
    return this.views.report(await this.safeguards.openReport(reportId));
  }

  @Post(':id/report')
  @RequirePermission('assessments:write')
  @Answers(200, mandatoryReportView)
  async report(
    @Param('id', { schema: id }) reportId: string,
    @Version() version: number,
    @Body({ schema: ReportHarm }) input: ReportHarm,
  ): Promise<MandatoryReportView> {
    return this.views.report(await this.settling.report(reportId, version, input));
  }

  @Post(':id/withdraw')
  @RequirePermission('assessments:write')
  @Answers(200, mandatoryReportView)
  async withdraw(
    @Param('id', { schema: id }) reportId: string,
    @Version() version: number,
    @Body({ schema: WithdrawReport }) { reason }: WithdrawReport,
  ): Promise<MandatoryReportView> {
    return this.views.report(await this.settling.withdraw(reportId, version, reason));
  }
}
