import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Clock } from '../../platform/time';
import { DrawSample, DrawSampleInput, Evaluations } from '../../results/evaluations';
import { RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, redirect, view } from '../shell';
import { COLOURS } from './evaluations-pages.controller';
import { EvaluationWords } from './evaluations-words';

const MOST = 50;
const breadcrumbs = [{ href: '/console/evaluations', key: 'shell.areas.evaluations' }];

/** The centre draws a sample and sees its seed (R21). */
@ApiExcludeController()
@Controller('console/evaluation-samples')
export class EvaluationSamplePages {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly drawing: DrawSample,
    private readonly accounts: Accounts,
    private readonly forms: Forms,
    private readonly words: EvaluationWords,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('evaluations:draw')
  start() {
    const to = this.clock.today();
    const from = `${to.slice(0, 4)}-01-01`;
    return this.page(emptyForm({ from, to, sharePercent: 10, minimum: 30 }));
  }

  @Post()
  @RequirePermission('evaluations:draw')
  draw(@Body() body: unknown) {
    return this.forms.submit(body, DrawSampleInput, {
      act: (input) => this.drawing.execute(input),
      done: ({ id }) => redirect(`/console/evaluation-samples/${id}`, { flash: { key: 'evaluations.drawn' } }),
      again: (form) => this.page(form),
    });
  }

  @Get(':id')
  @RequirePermission('evaluations:read')
  async one(@Param('id', { schema: z.uuid() }) id: string) {
    const sample = await this.evaluations.sample(id);
    const names = await this.accounts.names([sample.evaluatorId]);
    const drawn = await this.evaluations.ofSample(id);
    const fact = (key: string, value: string | number) => ({
      key: this.words.text(`evaluations.sample-fact.${key}`),
      value,
    });
    const facts = [
      fact('seed', sample.seed),
      fact('evaluator', names.get(sample.evaluatorId) ?? this.words.text('evaluations.none')),
      fact('period', `${sample.finishedFrom} – ${sample.finishedTo}`),
      fact('population', sample.population),
      fact('excluded', sample.excluded),
      fact('rule', this.words.text('evaluations.sample-rule', { share: sample.sharePercent, minimum: sample.minimum })),
      fact('size', drawn.length),
    ];
    const rows = drawn.map((row) => [
      { text: row.position, numeric: true },
      { text: row.pseudonym, href: `/console/evaluations/${row.id}` },
      { text: this.words.service(row.evidence.needCode) },
      { text: this.words.text(`evaluations.state.${row.state}`), tag: true, colour: COLOURS[row.state] },
    ]);
    const titleParams = { number: sample.number };
    return view(
      'console/results/evaluations/sample',
      { facts, rows },
      { title: 'evaluations.sample.title', titleParams, breadcrumbs },
    );
  }

  private async page(form: FormModel) {
    const { items } = await this.accounts.list({ role: 'evaluator', state: 'active', limit: 200 });
    const evaluators = items.map(({ id, display_name: text }) => ({ value: id, text }));
    const { items: samples } = await this.evaluations.samples(MOST);
    const earlier = samples.map(({ id, number, seed, population, drawnAt }) => [
      { text: number, href: `/console/evaluation-samples/${id}` },
      { text: seed },
      { text: population, numeric: true },
      { text: drawnAt.toISOString().slice(0, 10) },
    ]);
    return view('console/results/evaluations/draw', { form, evaluators, earlier }, { breadcrumbs });
  }
}
