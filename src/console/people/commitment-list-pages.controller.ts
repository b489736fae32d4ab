import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Applications } from '../../people/applications';
import { CommitmentQuery, Commitments, CommitmentViews, DrawCommitments, DrawQuery } from '../../people/commitments';
import type { Actor } from '../../platform/database';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { CommitmentPage } from './commitment-page';

const ADDRESS = '/console/commitments';
const DRAWS = '/console/commitment-draws';

/** Words in place of papers by the day of their check, and the draws that chose them (R89). */
@ApiExcludeController()
@Controller('console')
export class CommitmentListPages {
  constructor(
    private readonly forms: Forms,
    private readonly commitments: Commitments,
    private readonly views: CommitmentViews,
    private readonly applications: Applications,
    private readonly drawing: DrawCommitments,
    private readonly page: CommitmentPage,
    private readonly words: AssessmentWords,
  ) {}

  @Get('commitments')
  @RequirePermission('commitments:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    const parsed = CommitmentQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : CommitmentQuery.parse({});
    const { items, next } = await this.commitments.list(query);
    const { late, drawn, contested, notTrue } = await this.commitments.counts();
    const districtCode = actor.districtCodes[0] ?? '';
    const { after: _, ...filters } = typed;
    const tab = (key: string, filter: string, count: number | null, current: boolean) => ({
      ...{ href: `${ADDRESS}${filter}`, text: this.words.text(`commitments.list.${key}`), count, current },
    });
    const acts = this.applications.acts(districtCode);
    const model = {
      ...{ next, filters, form: emptyForm(typed), rows: this.page.rows(await this.views.lines(items), districtCode) },
      tabs: [
        tab('all', '', null, Object.keys(filters).length === 0),
        tab('waiting', '?waiting=true', drawn + contested + notTrue, query.waiting === true),
        tab('late', '?overdue=true', late, query.overdue === true),
        tab('drawn', '?state=drawn', drawn, query.state === 'drawn'),
        tab('contested', '?state=contested', contested, query.state === 'contested'),
        tab('not-true', '?state=not-true', notTrue, query.state === 'not-true'),
      ],
      acts: acts.map((act) => ({ value: act.code, text: this.words.of(act) })),
    };
    return view('console/people/commitments/list', model, { title: 'commitments.list.title' });
  }

  @Get('commitment-draws')
  @RequirePermission('commitments:read')
  draws(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    return this.drawsPage(typed, actor, emptyForm());
  }

  @Post('commitment-draws')
  @RequirePermission('commitments:draw')
  draw(@Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, z.strictObject({}), {
      act: () => this.drawing.execute(),
      done: ({ id }) => redirect(`${DRAWS}/${id}`, { flash: { key: 'commitments.done.draw' } }),
      again: (form) => this.drawsPage({}, actor, form),
    });
  }

  @Get('commitment-draws/:id')
  @RequirePermission('commitments:read')
  async one(@Param('id', { schema: z.uuid() }) drawId: string): Promise<View> {
    const model = { draw: await this.views.draw(await this.commitments.draw(drawId)) };
    return view('console/people/commitments/draw', model, {
      title: 'commitments.draw.title',
      breadcrumbs: [
        { href: ADDRESS, key: 'commitments.list.title' },
        { href: DRAWS, key: 'commitments.draws.title' },
      ],
    });
  }

  private async drawsPage(typed: Record<string, string>, actor: Actor, form: FormModel): Promise<View> {
    const parsed = DrawQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.commitments.draws(parsed.success ? parsed.data : DrawQuery.parse({}));
    const percent = this.commitments.rules(actor.districtCodes[0] ?? '')?.samplePercent ?? null;
    const model = { rows: await this.views.draws(items), next, form, percent };
    return view('console/people/commitments/draws', model, {
      title: 'commitments.draws.title',
      breadcrumbs: [{ href: ADDRESS, key: 'commitments.list.title' }],
    });
  }
}
