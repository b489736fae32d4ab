import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  EndTraining,
  Instruments,
  RecordTraining,
  RecordTrainingInput,
  TrainingQuery,
  Trainings,
} from '../../people/assessments';
import { RequirePermission, WORKERS } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';

const ADDRESS = '/console/assessor-trainings';

/** Who may use which scale (R18): what the centre has recorded, and what it ends. */
@ApiExcludeController()
@Controller('console/assessor-trainings')
export class TrainingPages {
  constructor(
    private readonly forms: Forms,
    private readonly trainings: Trainings,
    private readonly recording: RecordTraining,
    private readonly instruments: Instruments,
    private readonly accounts: Accounts,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('trainings:read')
  list(@Query() typed: Record<string, string>): Promise<View> {
    return this.page(typed, emptyForm());
  }

  @Post()
  @RequirePermission('trainings:write')
  record(@Body() body: unknown) {
    return this.forms.submit(body, RecordTrainingInput, {
      act: (input) => this.recording.record(input),
      done: () => redirect(ADDRESS, { flash: { key: 'trainings.told.recorded' } }),
      again: (form) => this.page({}, form),
    });
  }

  @Post(':id/end')
  @RequirePermission('trainings:write')
  end(@Param('id', { schema: z.uuid() }) trainingId: string, @Body() body: unknown) {
    return this.forms.submit(body, EndTraining, {
      act: ({ reason }, { version }) => this.recording.end(trainingId, version, reason),
      done: () => redirect(ADDRESS, { flash: { key: 'trainings.told.ended' } }),
      again: (form) => this.page({}, form, trainingId),
    });
  }

  /** @param ending the training that a refused form was to end */
  private async page(typed: Record<string, string>, form: FormModel, ending?: string): Promise<View> {
    const parsed = TrainingQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : TrainingQuery.parse({});
    const { items, next } = await this.trainings.list(query);
    const { after: _, ...filters } = typed;
    const scales = this.instruments.all().filter(({ assessors }) => assessors === 'trained');
    const named = scales.map(({ code, name }) => ({ value: code, text: `${code} ${this.words.of(name)}` }));
    const model = {
      ...{ next, filters, filter: emptyForm(typed), form, scales: named, people: await this.workers() },
      rows: (await this.trainings.views(items)).map((row) => ({
        ...row,
        ending: row.id === ending ? form : null,
        scale: named.find(({ value }) => value === row.instrument)?.text ?? row.instrument,
      })),
      asked: scales.map((scale) => ({
        ...{ code: scale.code, name: this.words.of(scale.name) },
        training: scale.training ? this.words.of(scale.training) : null,
      })),
    };
    return view('console/people/safeguards/trainings', model, { title: 'trainings.title' });
  }

  /** Active workers of the district, by name. */
  private async workers(): Promise<Array<{ value: string; text: string }>> {
    const found = new Set<string>();
    for (const role of WORKERS) {
      const { items } = await this.accounts.list({ role, state: 'active', limit: 200 });
      for (const { id: one } of items) found.add(one);
    }
    const names = await this.accounts.names([...found]);
    return [...names].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text));
  }
}
