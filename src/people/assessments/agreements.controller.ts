import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { conflict } from '../../platform/errors';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { HouseholdLevels, Households } from '../households';
import { AssessmentViews } from './assessment-views';
import { Assessments } from './assessments.service';
import { agreementView, type AgreementView, viewAgreement } from './dto/agreement.view';
import { decideAgreementInput } from './dto/assessment.dto';
import { assessmentView, type AssessmentView } from './dto/assessment.view';
import { DecideAgreement } from './use-cases/decide-agreement.use-case';
import { StartSecond } from './use-cases/start-second.use-case';

const id = z.uuid();

/** Two assessors of the same people: blind, compared, one of them chosen by a person (domain D). */
@Controller('api/v1/assessments/:id')
export class AgreementsController {
  constructor(
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly startSecond: StartSecond,
    private readonly decideAgreement: DecideAgreement,
    private readonly audit: Audit,
  ) {}

  @Post('second')
  @RequirePermission('assessments:write')
  @Answers(201, assessmentView)
  async second(@Param('id', { schema: id }) firstId: string): Promise<AssessmentView> {
    const { id: secondId } = await this.startSecond.execute(firstId);
    return this.views.one(await this.assessments.get(secondId));
  }

  @Get('agreement')
  @RequirePermission('assessments:read')
  @Answers(200, agreementView)
  async agreement(@Param('id', { schema: id }) assessmentId: string): Promise<AgreementView> {
    return this.view(assessmentId);
  }

  @Post('decision')
  @RequirePermission('assessments:write')
  @Answers(200, agreementView)
  async decide(
    @Param('id', { schema: id }) assessmentId: string,
    @Version() version: number,
    @Body({ schema: decideAgreementInput }) input: z.infer<typeof decideAgreementInput>,
  ): Promise<AgreementView> {
    await this.decideAgreement.execute(assessmentId, version, input);
    return this.view(assessmentId);
  }

  private async view(assessmentId: string): Promise<AgreementView> {
    const row = await this.assessments.get(assessmentId);
    const { householdId } = row;
    await this.households.open(householdId);
    const subject = { subjectType: 'assessment', subjectId: assessmentId, householdId };
    await this.audit.read({ action: 'assessment.agreement-read', ...subject });
    const pair = await this.views.pair(row);
    if (!pair) throw conflict('second-not-done');
    return viewAgreement(pair, await this.levels.of(householdId));
  }
}
