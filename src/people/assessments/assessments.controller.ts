import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import { AssessmentViews } from './assessment-views';
import { Assessments } from './assessments.service';
import { saveAnswersInput, startAssessmentInput } from './dto/assessment.dto';
import { assessmentsView, assessmentView, type AssessmentView } from './dto/assessment.view';
import { UrgentClocks } from './urgent-clocks';
import { CompleteAssessment } from './use-cases/complete-assessment.use-case';
import { RestartAssessment } from './use-cases/restart-assessment.use-case';
import { SaveAnswers } from './use-cases/save-answers.use-case';
import { StartAssessment } from './use-cases/start-assessment.use-case';
import { StartTriage } from './use-cases/start-triage.use-case';

const id = z.uuid();

/** Filling in scales and reading their results. */
@Controller('api/v1')
export class AssessmentsController {
  constructor(
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
    private readonly households: Households,
    private readonly startAssessment: StartAssessment,
    private readonly saveAnswers: SaveAnswers,
    private readonly completeAssessment: CompleteAssessment,
    private readonly restartAssessment: RestartAssessment,
    private readonly startTriage: StartTriage,
    private readonly clocks: UrgentClocks,
    private readonly audit: Audit,
  ) {}

  @Get('households/:id/assessments')
  @RequirePermission('assessments:read')
  @Answers(200, assessmentsView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<z.infer<typeof assessmentsView>> {
    await this.households.open(householdId);
    return { items: await this.views.heads(await this.assessments.list(householdId)), next: null };
  }

  @Post('households/:id/assessments')
  @RequirePermission('assessments:write')
  @Answers(201, assessmentView)
  async start(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: startAssessmentInput }) input: z.infer<typeof startAssessmentInput>,
  ): Promise<AssessmentView> {
    return this.view((await this.startAssessment.execute(householdId, input)).id);
  }

  @Get('assessments/:id')
  @RequirePermission('assessments:read')
  @Answers(200, assessmentView)
  async one(@Param('id', { schema: id }) assessmentId: string): Promise<AssessmentView> {
    const { householdId } = await this.assessments.get(assessmentId);
    await this.households.open(householdId);
    const subject = { subjectType: 'assessment', subjectId: assessmentId, householdId };
    await this.audit.read({ action: 'assessment.read', ...subject });
    return this.view(assessmentId);
  }

  @Patch('assessments/:id')
  @RequirePermission('assessments:write')
  @Answers(200, assessmentView)
  async save(
    @Param('id', { schema: id }) assessmentId: string,
    @Version() version: number,
    @Body({ schema: saveAnswersInput }) { answers, ...how }: z.infer<typeof saveAnswersInput>,
  ): Promise<AssessmentView> {
    await this.saveAnswers.execute(assessmentId, version, answers, how);
    return this.view(assessmentId);
  }

  @Post('assessments/:id/complete')
  @RequirePermission('assessments:write')
  @Answers(200, assessmentView)
  async complete(@Param('id', { schema: id }) assessmentId: string): Promise<AssessmentView> {
    await this.completeAssessment.execute(assessmentId);
    return this.view(assessmentId);
  }

  /** The draft that follows one whose scale has changed, with the answers that are still asked for. */
  @Post('assessments/:id/restart')
  @RequirePermission('assessments:write')
  @Answers(201, assessmentView)
  async restart(@Param('id', { schema: id }) assessmentId: string): Promise<AssessmentView> {
    return this.view((await this.restartAssessment.execute(assessmentId)).id);
  }

  /** The emergency triage that a result leads to (S16). */
  @Post('assessments/:id/triage')
  @RequirePermission('assessments:write')
  @Answers(201, assessmentView)
  async triage(@Param('id', { schema: id }) assessmentId: string): Promise<AssessmentView> {
    return this.view((await this.startTriage.execute(assessmentId)).id);
  }

  @Post('assessments/:id/contacted')
  @RequirePermission('assessments:write')
  @Answers(200, assessmentView)
  async contacted(@Param('id', { schema: id }) assessmentId: string): Promise<AssessmentView> {
    await this.clocks.stop(assessmentId, 'contact');
    return this.view(assessmentId);
  }

  @Post('assessments/:id/aided')
  @RequirePermission('assessments:write')
  @Answers(200, assessmentView)
  async aided(@Param('id', { schema: id }) assessmentId: string): Promise<AssessmentView> {
    await this.clocks.stop(assessmentId, 'aid');
    return this.view(assessmentId);
  }

  private async view(assessmentId: string): Promise<AssessmentView> {
    return this.views.one(await this.assessments.get(assessmentId));
  }
}
