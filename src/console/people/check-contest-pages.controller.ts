import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Checks, ContestAnswer, ContestAnswerInput } from '../../people/checks';
import { Households } from '../../people/households';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { CheckRows } from './check-rows';

const id = z.uuid();

/** A worker writes down what the household holds against an answer, said at the window or on the telephone (R65, R81). */
@ApiExcludeController()
@Controller('console/verifications/:id/contests')
@RequirePermission('checks:settle')
export class CheckContestPages {
  constructor(
    private readonly forms: Forms,
    private readonly checks: Checks,
    private readonly contesting: ContestAnswer,
    private readonly households: Households,
    private readonly words: AssessmentWords,
    private readonly rows: CheckRows,
  ) {}

  @Get()
  form(@Param('id', { schema: id }) requestId: string): Promise<View> {
    return this.page(requestId, emptyForm());
  }

  @Post()
  record(@Param('id', { schema: id }) requestId: string, @Body() body: unknown) {
    return this.forms.submit(body, ContestAnswerInput, {
      act: (input) => this.contesting.execute(requestId, input),
      done: ({ id: mismatchId }) =>
        redirect(`/console/check-mismatches/${mismatchId}`, { flash: { key: 'household-checks.worker.done' } }),
      again: (form) => this.page(requestId, form),
    });
  }

  private async page(requestId: string, form: FormModel): Promise<View> {
    const check = await this.checks.open(requestId);
    const file = (await this.households.labelsOf([check.householdId])).get(check.householdId)!;
    const heard = check.calls.flatMap(({ department, answers }) =>
      answers.filter(({ answeredAt }) => answeredAt !== null).map(({ item }) => ({ department, item })),
    );
    const items = new Map(
      heard.map(({ department, item }) => [
        item,
        `${this.rows.department(file.districtCode, department)} · ${this.rows.item(file.districtCode, item)}`,
      ]),
    );
    const model = { id: requestId, form, items: [...items].map(([value, text]) => ({ value, text })) };
    return view('console/people/checks/contest', model, {
      title: 'household-checks.worker.title',
      breadcrumbs: [
        ...this.words.trail({ id: check.householdId, displayName: file.displayName }),
        { href: `/console/verifications/${requestId}`, key: 'checks.one.title' },
      ],
    });
  }
}
