import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { CheckDepartments, DecideWayInput } from '../../people/checks';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const LIST = '/console/check-departments';

/** The catalogue of departments: what each is asked, how, and how long it may take (R93). */
@ApiExcludeController()
@Controller('console/check-departments')
export class CheckDepartmentPages {
  constructor(
    private readonly forms: Forms,
    private readonly departments: CheckDepartments,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('departments:read')
  list(@CurrentActor() actor: Actor): Promise<View> {
    return this.page(emptyForm(), actor);
  }

  @Post(':code/way')
  @RequirePermission('departments:decide')
  decide(@Param('code', { schema: code }) department: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, DecideWayInput, {
      act: (input) => this.departments.decide(department, input),
      done: () => redirect(LIST, { flash: { key: 'department-files.departments.done' } }),
      again: (form) => this.page(form, actor),
    });
  }

  private async page(form: FormModel, { roles }: Actor): Promise<View> {
    const departments = (await this.departments.list()).map((one) => {
      const name = this.words.of(one);
      const byFile = one.way === 'file';
      const seconds = Math.max(...one.items.map(({ answerSeconds }) => answerSeconds));
      return {
        ...{ code: one.code, department: name, byFile, decidedAt: one.decidedAt, other: byFile ? 'service' : 'file' },
        items: one.items.map((item) => this.words.of(item)),
        way: this.words.text(`department-files.ways.${one.way}`),
        within: byFile
          ? this.words.text('department-files.departments.work-days', { days: one.workDays })
          : this.words.text('department-files.departments.seconds', { seconds }),
        change: this.words.text(`department-files.departments.to-${byFile ? 'service' : 'file'}`, { name }),
      };
    });
    const model = {
      ...{ form, departments, mayDecide: allows(roles, 'departments:decide') },
      mayCarry: allows(roles, 'department-files:read'),
    };
    return view('console/people/department-files/departments', model, { title: 'department-files.departments.title' });
  }
}
