import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import { Answers } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { Agree, EvaluationQuery, Objection, Reply } from './dto/evaluation.dto';
import {
  evaluationsView,
  type EvaluationView,
  evaluationView,
  householdEvaluationsView,
  viewEvaluation,
  viewEvaluationLine,
} from './dto/evaluation.view';
import { Evaluations } from './evaluations.service';
import type { Evaluation } from './evaluation.entity';
import { DecideEvaluation } from './use-cases/decide-evaluation.use-case';
import { ReplyToEvaluation } from './use-cases/reply-to-evaluation.use-case';

const id = z.uuid();

/** Independent evaluations (R21): evaluators see their own, pseudonymous; staff those of their area. */
@Controller('api/v1')
export class EvaluationsController {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly households: Households,
    private readonly deciding: DecideEvaluation,
    private readonly replying: ReplyToEvaluation,
  ) {}

  @Get('evaluations')
  @RequirePermission('evaluations:read')
  @Answers(200, evaluationsView)
  async list(@Query({ schema: EvaluationQuery }) query: EvaluationQuery): Promise<z.infer<typeof evaluationsView>> {
    const page = await this.evaluations.list(query);
    const open = this.evaluations.opensIdentity;
    return { items: page.items.map((row) => viewEvaluationLine(row, open)), next: page.next };
  }

  @Get('households/:id/evaluations')
  @RequirePermission('cases:read')
  @Answers(200, householdEvaluationsView)
  async ofHousehold(
    @Param('id', { schema: id }) householdId: string,
  ): Promise<z.infer<typeof householdEvaluationsView>> {
    await this.households.open(householdId);
    const rows = await this.evaluations.ofHousehold(householdId);
    return { items: rows.map((row) => viewEvaluationLine(row, true)) };
  }

  @Get('evaluations/:id')
  @RequirePermission('evaluations:read')
  @Answers(200, evaluationView)
  async one(@Param('id', { schema: id }) evaluationId: string, @CurrentActor() actor: Actor): Promise<EvaluationView> {
    return this.shown(await this.evaluations.open(evaluationId), actor);
  }

  @Post('evaluations/:id/agree')
  @RequirePermission('evaluations:write')
  @Answers(200, evaluationView)
  async agree(
    @Param('id', { schema: id }) evaluationId: string,
    @Body({ schema: Agree }) input: z.output<typeof Agree>,
    @CurrentActor() actor: Actor,
  ): Promise<EvaluationView> {
    return this.shown(await this.deciding.execute(evaluationId, 'agree', input), actor);
  }

  @Post('evaluations/:id/disagree')
  @RequirePermission('evaluations:write')
  @Answers(200, evaluationView)
  async disagree(
    @Param('id', { schema: id }) evaluationId: string,
    @Body({ schema: Objection }) input: z.output<typeof Objection>,
    @CurrentActor() actor: Actor,
  ): Promise<EvaluationView> {
    return this.shown(await this.deciding.execute(evaluationId, 'disagree', input), actor);
  }

  @Post('evaluations/:id/send-back')
  @RequirePermission('evaluations:write')
  @Answers(200, evaluationView)
  async sendBack(
    @Param('id', { schema: id }) evaluationId: string,
    @Body({ schema: Objection }) input: z.output<typeof Objection>,
    @CurrentActor() actor: Actor,
  ): Promise<EvaluationView> {
    return this.shown(await this.deciding.execute(evaluationId, 'send-back', input), actor);
  }

  @Post('evaluations/:id/reply')
  @RequirePermission('cases:move')
  @Answers(200, evaluationView)
  async reply(
    @Param('id', { schema: id }) evaluationId: string,
    @Body({ schema: Reply }) input: z.output<typeof Reply>,
    @CurrentActor() actor: Actor,
  ): Promise<EvaluationView> {
    return this.shown(await this.replying.execute(evaluationId, input.reply), actor);
  }

  private shown(evaluation: Evaluation, actor: Actor): EvaluationView {
    return viewEvaluation(evaluation, this.evaluations.opensIdentity, actor.roles);
  }
}
