import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { AT_ONCE, DecideProposal, type RecalculationHousehold, Recalculations } from '../../people/recalculations';
import { formatDate } from '../../platform/i18n';
import { PackDrafts } from '../../reference/policies';
import { RequirePermission } from '../../trust/access';
import {
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  pageLocale,
  redirect,
  schemaInput,
  view,
  type View,
} from '../shell';
import { AssessmentWords } from './assessments-words';
import { SimulationTables } from './simulation-tables';

const id = z.uuid();
const LIST = '/console/recalculations';
const PageQuery = z.strictObject({ after: z.string().max(400).optional() });
const ToldForm = z.strictObject({
  householdIds: oneOrMany(z.uuid())
    .refine((ids) => ids.length > 0, { error: 'recalculation-nothing-chosen' })
    .refine((ids) => ids.length <= AT_ONCE, { error: 'recalculation-too-many' }),
});

/** What is told to the households of a batch: a notice each, printed in one go, marked when it was handed over (R3, C2). */
@ApiExcludeController()
@Controller('console/recalculations/:id')
@RequirePermission('recalculations:read')
export class RecalculationNotices {
  constructor(
    private readonly recalculations: Recalculations,
    private readonly deciding: DecideProposal,
    private readonly drafts: PackDrafts,
    private readonly households: Households,
    private readonly tables: SimulationTables,
    private readonly words: AssessmentWords,
    private readonly forms: Forms,
  ) {}

  @Get('notices')
  list(@Param('id', { schema: id }) batchId: string, @Query() typed: Record<string, string>): Promise<View> {
    return this.page(batchId, typed, emptyForm());
  }

  @Post('told')
  @RequirePermission('recalculations:decide')
  told(@Param('id', { schema: id }) batchId: string, @Body() body: unknown) {
    return this.forms.submit(body, ToldForm, {
      act: ({ householdIds }) => this.deciding.told(batchId, householdIds),
      done: (count) =>
        redirect(`${LIST}/${batchId}/notices`, { flash: { key: 'recalculations.notices.marked', params: { count } } }),
      again: (form) => this.page(batchId, {}, form),
    });
  }

  /** Those of the page of the list. */
  @Get('notices/print')
  @RequirePermission('households:print')
  async print(@Param('id', { schema: id }) batchId: string, @Query() typed: Record<string, string>): Promise<View> {
    const { batch, items, labels } = await this.untold(batchId, typed);
    await this.recalculations.printed(batch, items);
    const { adoption } = await this.recalculations.packs(batch);
    const { name, changes } = await this.drafts.get(adoption.draftId);
    const day = formatDate(pageLocale(), adoption.effectiveFrom);
    const model = {
      because: this.words.text('recalculations.notices.because', { name, day }),
      grounds: changes.map(({ reason, citation }) => (citation === undefined ? reason : `${reason} · ${citation}`)),
      notices: items.map((row) => ({
        ...this.notice(row),
        name: labels.get(row.householdId)?.displayName ?? '',
        called: labels.get(row.householdId)?.number ?? '',
      })),
    };
    return view('print/recalculation-notices', model, {
      title: 'recalculations.notices.title',
      layout: 'print/layout',
    });
  }

  private async untold(batchId: string, typed: Record<string, string>) {
    const batch = await this.recalculations.get(batchId);
    const parsed = PageQuery.safeParse(schemaInput(typed));
    const after = parsed.success ? parsed.data.after : undefined;
    const { items, next } = await this.recalculations.untold(batchId, { limit: AT_ONCE, ...(after && { after }) });
    const labels = await this.households.labelsOf(items.map(({ householdId }) => householdId));
    return { batch, items, next, after, labels };
  }

  private async page(batchId: string, typed: Record<string, string>, form: FormModel): Promise<View> {
    const { batch, items, next, after, labels } = await this.untold(batchId, typed);
    const address = `${LIST}/${batchId}/notices`;
    const to = (cursor: string) => `?after=${encodeURIComponent(cursor)}`;
    const model = {
      ...{ id: batchId, form, print: `${address}/print${after ? to(after) : ''}` },
      rows: items.map((row) => {
        const { before, now } = this.notice(row);
        return {
          ...{ id: row.householdId, name: labels.get(row.householdId)?.displayName ?? '' },
          href: `${LIST}/${batchId}/households/${row.householdId}`,
          change: this.words.text('recalculations.families.change', {
            before: `${before.class} · ${before.month}`,
            after: `${now.class} · ${now.month}`,
          }),
        };
      }),
      mark: this.words.text('recalculations.notices.told', { count: items.length }),
      next: next && `${address}${to(next)}`,
      first: after ? address : null,
    };
    return view('console/people/recalculations/notices', model, {
      title: 'recalculations.notices.page',
      breadcrumbs: [
        { href: '/console/pack-adoptions', key: 'adoptions.list.title' },
        { href: `${LIST}/${batchId}`, text: batch.number },
      ],
    });
  }

  /** Before: the decision in force then, and where there was none what the rules before come to. */
  private notice(row: RecalculationHousehold) {
    const side = (ofClass: number | null, circle: string, fen: number) => ({
      class:
        ofClass === null
          ? this.words.text('recalculations.notices.no-class')
          : this.words.text('recalculations.families.class-of', { class: ofClass }),
      ...{ circle: this.tables.circle(circle), month: this.tables.money(fen) },
    });
    return {
      before: side(row.decidedClass, row.decidedCircle ?? row.circleBefore, row.fenBefore),
      now: side(row.newClass, row.newCircle ?? row.circleAfter, row.fenAfter),
      reason: row.reason,
    };
  }
}
