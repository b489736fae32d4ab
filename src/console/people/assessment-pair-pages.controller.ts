import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type Assessment,
  Assessments,
  AssessmentViews,
  DecideAgreement,
  decideAgreementInput,
  type Instrument,
  Instruments,
  StartSecond,
} from '../../people/assessments';
import { Households } from '../../people/households';
import { needLifecycle, Needs, type NeedView, NeedViews } from '../../people/needs';
import { Taxonomy } from '../../reference/taxonomy';
import { RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, view } from '../shell';
import { AssessmentWords } from './assessments-words';

const id = z.uuid();

function became({ lostGround, state, confirmedAt }: NeedView): 'stands' | 'lost' | 'withdrawn' | 'over' {
  if (!needLifecycle.isFinal(state)) return lostGround ? 'lost' : 'stands';
  return lostGround && state === 'closed' && confirmedAt === null ? 'withdrawn' : 'over';
}

/** Two assessors of the same people: the second one begins, both are compared, a person says which counts (domain D). */
@ApiExcludeController()
@Controller('console/assessments/:id')
export class AssessmentPairPages {
  constructor(
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
    private readonly instruments: Instruments,
    private readonly startSecond: StartSecond,
    private readonly decideAgreement: DecideAgreement,
    private readonly needs: Needs,
    private readonly needViews: NeedViews,
    private readonly taxonomy: Taxonomy,
    private readonly households: Households,
    private readonly words: AssessmentWords,
    private readonly forms: Forms,
    private readonly audit: Audit,
  ) {}

  @Post('second')
  @RequirePermission('assessments:write')
  async second(@Param('id', { schema: id }) firstId: string) {
    const { id: secondId } = await this.startSecond.execute(firstId);
    return redirect(`/console/assessments/${secondId}`);
  }

  @Get('agreement')
  @RequirePermission('assessments:read')
  async agreement(@Param('id', { schema: id }) assessmentId: string) {
    const row = await this.assessments.get(assessmentId);
    const subject = { subjectType: 'assessment', subjectId: row.id, householdId: row.householdId };
    await this.audit.read({ action: 'assessment.agreement-read', ...subject });
    return this.page(row, emptyForm());
  }

  @Post('decision')
  @RequirePermission('assessments:write')
  async decide(@Param('id', { schema: id }) assessmentId: string, @Body() body: unknown) {
    const row = await this.assessments.get(assessmentId);
    return this.forms.submit(body, decideAgreementInput, {
      act: async (input, { version }) => {
        const pair = await this.assessments.pair(row);
        await this.decideAgreement.execute(assessmentId, version ?? pair?.second.version ?? row.version, input);
      },
      done: () =>
        redirect(`/console/assessments/${assessmentId}/agreement`, { flash: { key: 'answering.agreement.decided' } }),
      again: (form) => this.page(row, form),
    });
  }

  private async page(row: Assessment, form: FormModel) {
    const household = await this.households.open(row.householdId);
    const instrument = this.instruments.of(row);
    const pair = await this.views.pair(row);
    const model = {
      ...{ id: row.id, form, shown: pair !== null },
      ...(pair && {
        ...{ firstId: pair.first.id, secondId: pair.second.id, version: pair.second.version },
        ...{ both: pair.comparison.both, same: pair.comparison.same, reason: pair.reason },
        kappa: pair.comparison.kappa === null ? null : pair.comparison.kappa.toFixed(2),
        decidedAt: pair.second.decidedAt,
        ...{ householdId: row.householdId, needs: pair.second.decidedAt ? await this.needsAfter(pair) : [] },
        counts: pair.second.counts ? 'second' : 'first',
        levels: [pair.first, pair.second].map(({ severity }) =>
          this.words.text(`assessments.severity.${severity === null ? 'unknown' : `s${severity}`}`),
        ),
        rows: pair.comparison.items.map(({ item, first, second, same }) => ({
          question: this.question(instrument, item),
          first: this.answer(instrument, item, first),
          second: this.answer(instrument, item, second),
          same: same === null ? 'open' : same ? 'same' : 'different',
        })),
        choices: this.words.choices('answering.agreement.', ['first', 'second']),
      }),
    };
    const title = this.words.text('answering.agreement.title', {
      scale: `${instrument.code} ${this.words.of(instrument.name)}`,
    });
    const breadcrumbs = this.words.trail(household);
    return view('console/people/assessments/agreement', model, { titleText: title, breadcrumbs });
  }

  /** What became of the needs that either of them speaks for: a confirmed one stays, also without its ground (R3). */
  private async needsAfter({ first, second }: { first: Assessment; second: Assessment }) {
    const either = (await this.needs.list(first.householdId)).filter(({ assessmentIds }) =>
      [first.id, second.id].some((one) => assessmentIds.includes(one)),
    );
    return (await this.needViews.list(either)).map((need) => ({
      ...{ code: need.code, name: this.taxonomy.name(need.code, pageLocale()) },
      became: this.words.text(`need-grounds.after.${became(need)}`),
    }));
  }

  private question({ items }: Instrument, id: string): string {
    const item = items.find((one) => one.id === id);
    return item ? this.words.of(item) : id;
  }

  private answer({ items, options }: Instrument, id: string, value: number | null): string {
    const list = items.find((one) => one.id === id)?.options;
    const chosen = options[list ?? '']?.find((one) => one.value === value);
    return chosen ? this.words.of(chosen) : this.words.text('assessments.result.not-answered');
  }
}
