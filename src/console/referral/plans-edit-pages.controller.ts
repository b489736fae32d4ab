import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { EditPlan, PlanItemInput, Plans, WritePlan } from '../../referral/plans';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, type Redirect, type View, view } from '../shell';
import { PlansView } from './plans-view';

const uuid = z.uuid();
const Nothing = z.strictObject({});
const PlanForm = EditPlan.omit({ changeReason: true });

/** Writing in a draft: summary, reasons and lines. */
@ApiExcludeController()
@Controller('console/plans/:id')
@RequirePermission('plans:write')
export class PlansEditPages {
  constructor(
    private readonly plans: Plans,
    private readonly writing: WritePlan,
    private readonly words: PlansView,
    private readonly forms: Forms,
  ) {}

  @Get('edit')
  async edit(@Param('id', { schema: uuid }) id: string): Promise<View> {
    const { summary, noFamilySelfReason, noEducationReason } = await this.plans.get(id);
    return this.editPage(id, emptyForm({ summary, noFamilySelfReason, noEducationReason }));
  }

  /** An emptied field takes its value away. */
  @Post('edit')
  save(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, PlanForm, {
      act: ({ summary = null, noFamilySelfReason = null, noEducationReason = null }, { version }) =>
        this.writing.edit(id, version ?? 0, { summary, noFamilySelfReason, noEducationReason }),
      done: () => this.saved(id),
      again: (form) => this.editPage(id, form),
    });
  }

  @Get('items/new')
  add(@Param('id', { schema: uuid }) id: string): Promise<View> {
    return this.itemPage(id, null, emptyForm({ goalWeight: 2, side: 'self' }));
  }

  @Post('items/new')
  create(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, PlanItemInput, {
      act: (input, { version }) => this.writing.addItem(id, version ?? 0, input),
      done: () => this.saved(id),
      again: (form) => this.itemPage(id, null, form),
    });
  }

  @Get('items/:itemId/edit')
  async change(
    @Param('id', { schema: uuid }) id: string,
    @Param('itemId', { schema: uuid }) itemId: string,
  ): Promise<View> {
    return this.itemPage(id, itemId, emptyForm(await this.plans.item(id, itemId)));
  }

  @Post('items/:itemId/edit')
  saveItem(
    @Param('id', { schema: uuid }) id: string,
    @Param('itemId', { schema: uuid }) itemId: string,
    @Body() body: unknown,
  ): Promise<Redirect | View> {
    return this.forms.submit(body, PlanItemInput, {
      act: (
        { code = null, needId = null, dueOn = null, baselineLevel = null, expectedLevel = null, ...input },
        { version },
      ) =>
        this.writing.changeItem(id, itemId, version ?? 0, {
          ...input,
          code,
          needId,
          dueOn,
          baselineLevel,
          expectedLevel,
        }),
      done: () => this.saved(id),
      again: (form) => this.itemPage(id, itemId, form),
    });
  }

  @Post('items/:itemId/remove')
  remove(
    @Param('id', { schema: uuid }) id: string,
    @Param('itemId', { schema: uuid }) itemId: string,
    @Body() body: unknown,
  ): Promise<Redirect | View> {
    return this.forms.submit(body, Nothing, {
      act: (_, { version }) => this.writing.removeItem(id, itemId, version ?? 0),
      done: () => this.saved(id),
      again: (form) => this.editPage(id, form),
    });
  }

  private saved(id: string): Redirect {
    return redirect(`/console/plans/${id}`, { flash: { key: 'plans.show.saved' } });
  }

  private async editPage(id: string, form: FormModel): Promise<View> {
    const { version, number } = await this.plans.open(id);
    return view(
      'console/referral/plans/edit',
      { id, version, form },
      { breadcrumbs: [{ href: `/console/plans/${id}`, text: number }] },
    );
  }

  private async itemPage(id: string, itemId: string | null, form: FormModel): Promise<View> {
    const { version, number, householdId } = await this.plans.open(id);
    const model = {
      ...{ id, version, form, action: `/console/plans/${id}/items/${itemId ? `${itemId}/edit` : 'new'}` },
      ...{
        sides: this.words.sides(),
        fields: this.words.fields(),
        levels: this.words.levels(),
        codes: this.words.codes(),
      },
      needs: await this.words.needChoices(householdId),
      weights: ['1', '2', '3', '4'].map((value) => ({ value, text: value })),
    };
    return view('console/referral/plans/item', model, {
      breadcrumbs: [{ href: `/console/plans/${id}`, text: number }],
    });
  }
}
