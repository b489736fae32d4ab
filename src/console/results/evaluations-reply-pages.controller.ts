import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Evaluations, Reply, ReplyToEvaluation } from '../../results/evaluations';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view } from '../shell';
import { EvaluationWords } from './evaluations-words';

const id = z.uuid();

/** Evaluations that were sent back, for the worker who answers (R21). */
@ApiExcludeController()
@Controller('console/evaluation-replies')
export class EvaluationReplyPages {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly replying: ReplyToEvaluation,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: EvaluationWords,
  ) {}

  @Get()
  @RequirePermission('cases:move')
  async list() {
    const rows = await this.evaluations.toAnswer();
    const names = await this.households.namesOf(rows.map(({ householdId }) => householdId));
    const items = rows.map((row) => ({
      href: `/console/evaluation-replies/${row.id}`,
      title: names.get(row.householdId) ?? row.pseudonym,
      text: `${this.words.service(row.evidence.needCode)} · ${this.reasonsOf(row.reasons)}`,
    }));
    return view('console/results/evaluations/replies', { items });
  }

  @Get(':id')
  @RequirePermission('cases:move')
  one(@Param('id', { schema: id }) evaluationId: string) {
    return this.page(evaluationId, emptyForm());
  }

  @Post(':id')
  @RequirePermission('cases:move')
  reply(@Param('id', { schema: id }) evaluationId: string, @Body() body: unknown) {
    return this.forms.submit(body, Reply, {
      act: ({ reply }) => this.replying.execute(evaluationId, reply),
      done: () => redirect('/console/evaluation-replies', { flash: { key: 'evaluations.replied' } }),
      again: (form) => this.page(evaluationId, form),
    });
  }

  private async page(evaluationId: string, form: FormModel) {
    const row = await this.evaluations.get(evaluationId);
    const model = {
      ...{
        id: evaluationId,
        form,
        finding: row.finding,
        reasons: this.reasonsOf(row.reasons),
        open: row.state === 'sent-back',
      },
      ...{ householdId: row.householdId, household: (await this.households.open(row.householdId)).displayName },
      service: this.words.service(row.evidence.needCode),
    };
    const breadcrumbs = [{ href: '/console/evaluation-replies', key: 'evaluations.replies.title' }];
    return view('console/results/evaluations/reply', model, { breadcrumbs });
  }

  private reasonsOf(reasons: readonly string[]): string {
    return reasons.map((reason) => this.words.known('evaluations.reason.', reason)).join(' · ');
  }
}
