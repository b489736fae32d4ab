import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { stale } from '../../platform/errors';
import { Checks, CheckViews, MismatchQuery, mismatchStates, SettleMismatch } from '../../people/checks';
import { Households } from '../../people/households';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { CheckRows } from './check-rows';

const id = z.uuid();
const acts = ['take-over', 'explain', 'dispute'] as const;
const decisions = ['uphold', 'correct'] as const;
const note = z.string().trim().max(500).default('');
const SettleForm = z
  .strictObject({ act: z.enum(acts), note })
  .refine(({ act, note: words }) => act === 'take-over' || words.length >= 2, {
    path: ['note'],
    error: 'check-note-needed',
  });
const DecideForm = z.strictObject({
  decision: z.enum(decisions),
  note: note.refine((words) => words.length >= 2, { error: 'check-note-needed' }),
});

/** Under which name the list says what it shows. */
const filterOf = ({ late, mine, contested, state }: MismatchQuery): string =>
  late ? 'late' : mine ? 'mine' : contested ? 'contested' : (state ?? 'all');

/** Where the departments and the declaration do not fit: a desk with its tasks, each settled by a person (R65, R81). */
@ApiExcludeController()
@Controller('console/check-mismatches')
export class CheckMismatchPages {
  constructor(
    private readonly forms: Forms,
    private readonly checks: Checks,
    private readonly views: CheckViews,
    private readonly settling: SettleMismatch,
    private readonly households: Households,
    private readonly words: AssessmentWords,
    private readonly rows: CheckRows,
  ) {}

  @Get()
  @RequirePermission('checks:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = MismatchQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : MismatchQuery.parse({ waiting: 'true' });
    const page = await this.checks.list(query);
    const files = await this.households.labelsOf(page.items.map(({ householdId }) => householdId));
    const { after: _, ...filters } = typed;
    const model = {
      ...{ next: page.next, filters },
      filter: this.words.text(`checks.filter.${filterOf(query)}`),
      mismatches: page.items.map((row) => ({
        ...this.rows.mismatch(row, files.get(row.householdId)?.districtCode ?? ''),
        household: files.get(row.householdId)?.displayName ?? '',
      })),
      states: mismatchStates.map((value) => ({ value, text: this.words.text(`checks.mismatch-state.${value}`) })),
    };
    return view('console/people/checks/mismatches', model, { title: 'checks.mismatches.title' });
  }

  @Get(':id')
  @RequirePermission('checks:read')
  one(@Param('id', { schema: id }) mismatchId: string): Promise<View> {
    return this.page(mismatchId, emptyForm());
  }

  @Post(':id')
  @RequirePermission('checks:settle')
  settle(@Param('id', { schema: id }) mismatchId: string, @Body() body: unknown) {
    return this.forms.submit(body, SettleForm, {
      act: ({ act, note: words }, { version }) => {
        if (version === null) throw stale();
        if (act === 'take-over') return this.settling.takeOver(mismatchId, version);
        return this.settling[act](mismatchId, version, words);
      },
      done: ({ state }) =>
        redirect(`/console/check-mismatches/${mismatchId}`, { flash: { key: `checks.settled.${state}` } }),
      again: (form) => this.page(mismatchId, form),
    });
  }

  @Post(':id/decision')
  @RequirePermission('checks:decide')
  decide(@Param('id', { schema: id }) mismatchId: string, @Body() body: unknown) {
    return this.forms.submit(body, DecideForm, {
      act: ({ decision, note: words }, { version }) => {
        if (version === null) throw stale();
        return this.settling[decision](mismatchId, version, words);
      },
      done: ({ state }) =>
        redirect(`/console/check-mismatches/${mismatchId}`, { flash: { key: `checks.settled.${state}` } }),
      again: (form) => this.page(mismatchId, form),
    });
  }

  private async page(mismatchId: string, form: FormModel): Promise<View> {
    const row = await this.checks.mismatch(mismatchId);
    const household = await this.households.open(row.householdId);
    const shown = await this.views.mismatch(row);
    const model = {
      ...this.rows.mismatch(shown, household.districtCode),
      ...{ form, version: row.version, note: shown.note, withheld: shown.withheld, decidedAt: shown.decidedAt },
      ...{ open: row.state === 'open', disputed: row.state === 'disputed' },
      acts: this.words.choices(
        'checks.act.',
        // Where nothing was declared there is nothing whose place the department's value could take.
        acts.filter((act) => act !== 'take-over' || row.economyKind !== null),
      ),
      decisions: this.words.choices('checks.act.', decisions),
    };
    return view('console/people/checks/mismatch', model, {
      title: 'checks.mismatches.one',
      breadcrumbs: [
        ...this.words.trail(household),
        { href: `/console/verifications/${row.requestId}`, key: 'checks.one.title' },
      ],
    });
  }
}
