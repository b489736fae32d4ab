import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import {
  addObligorInput,
  obligorMethods,
  obligorRelations,
  Obligors,
  ObligorViews,
  supportPapers,
  type SupportObligor,
  unableReasons,
} from '../../people/verification';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { yuan } from './yuan';

const id = z.uuid();
const { memberId, name, relation, unableBecause, householdSize, supports, paper } = addObligorInput.shape;
const { paperOn, paidMethod, method, asOf, note } = addObligorInput.shape;
/** The fields of the API under its names, with sums in yuan. */
const edit = {
  ...{ name, relation, unableBecause, householdSize, supports, paper, paperOn, paidMethod, method, asOf, note },
  ...{ incomeYearFen: yuan.optional(), agreedMonthFen: yuan.optional(), paidMonthFen: yuan.optional() },
};
const addForm = z.strictObject({ memberId, ...edit });
const editForm = z.strictObject(edit);
const NONE = {
  ...{ unableBecause: null, incomeYearFen: null, paper: null, paperOn: null, agreedMonthFen: null },
  ...{ paidMonthFen: null, paidMethod: null, note: null },
};
const typed = (fen: number | null) => (fen === null ? '' : (fen / 100).toFixed(2));
const economyOf = (householdId: string) => `/console/households/${householdId}/economy`;

/** Who owes support to a household: named, corrected, ended, or asked for and not there (R65). */
@ApiExcludeController()
@Controller('console')
export class ObligorPages {
  constructor(
    private readonly obligors: Obligors,
    private readonly views: ObligorViews,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
  ) {}

  @Get('households/:id/obligors/new')
  @RequirePermission('economy:write')
  blank(@Param('id', { schema: id }) householdId: string) {
    return this.addPage(householdId, emptyForm({ householdSize: 1, supports: 1, method: 'declared' }));
  }

  @Post('households/:id/obligors')
  @RequirePermission('economy:write')
  add(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, addForm, {
      act: (input) => this.obligors.add(householdId, input),
      done: () => redirect(economyOf(householdId), { flash: { key: 'obligors.added' } }),
      again: (form) => this.addPage(householdId, form),
    });
  }

  @Post('households/:id/obligors/nobody')
  @RequirePermission('economy:write')
  async nobody(@Param('id', { schema: id }) householdId: string) {
    await this.obligors.sayNobody(householdId, {});
    return redirect(economyOf(householdId), { flash: { key: 'obligors.nobody-said' } });
  }

  @Get('obligors/:id')
  @RequirePermission('economy:write')
  async one(@Param('id', { schema: id }) obligorId: string) {
    const row = await this.views.row(obligorId);
    const sums = {
      incomeYearFen: typed(row.incomeYearFen),
      agreedMonthFen: typed(row.agreedMonthFen),
      paidMonthFen: typed(row.paidMonthFen),
    };
    return this.editPage(row, emptyForm({ ...(await this.views.one(row)), ...sums }));
  }

  @Post('obligors/:id')
  @RequirePermission('economy:write')
  async change(@Param('id', { schema: id }) obligorId: string, @Body() body: unknown) {
    const row = await this.views.row(obligorId);
    return this.forms.submit(body, editForm, {
      // A field that was emptied is no longer known.
      act: (input, { version }) => this.obligors.edit(obligorId, version ?? row.version, { ...NONE, ...input }),
      done: () => redirect(economyOf(row.householdId), { flash: { key: 'obligors.changed' } }),
      again: (form) => this.editPage(row, form),
    });
  }

  @Post('obligors/:id/end')
  @RequirePermission('economy:write')
  async end(@Param('id', { schema: id }) obligorId: string) {
    await this.views.row(obligorId);
    const { householdId } = await this.obligors.end(obligorId);
    return redirect(economyOf(householdId), { flash: { key: 'obligors.ended-flash' } });
  }

  private choices() {
    const unable = this.words.choices('obligors.unable.', unableReasons);
    return {
      relations: this.words.choices('obligors.relation.', obligorRelations),
      unable: [{ value: '', text: this.words.text('obligors.unable.able') }, ...unable],
      papers: [
        { value: '', text: this.words.text('obligors.paper.none') },
        ...this.words.choices('obligors.paper.', supportPapers),
      ],
      methods: this.words.choices('obligors.method.', obligorMethods),
      paidMethods: [
        { value: '', text: this.words.text('obligors.paid-method-none') },
        ...this.words.choices('obligors.method.', obligorMethods),
      ],
    };
  }

  private async addPage(householdId: string, form: FormModel) {
    const household = await this.households.open(householdId);
    const people = await this.words.people(householdId);
    const model = { id: householdId, form, people, choices: this.choices() };
    return view('console/people/economy/obligor-new', model, {
      title: 'obligors.pages.add',
      breadcrumbs: this.words.trail(household),
    });
  }

  private async editPage(row: SupportObligor, form: FormModel) {
    const household = await this.households.open(row.householdId);
    const names = await this.households.everMemberNames(row.householdId);
    const who = names.get(row.memberId) ?? this.words.text('release.not-shown');
    const model = { id: row.id, version: row.version, form, who, choices: this.choices() };
    return view('console/people/economy/obligor-edit', model, {
      title: 'obligors.pages.change',
      breadcrumbs: this.words.trail(household),
    });
  }
}
