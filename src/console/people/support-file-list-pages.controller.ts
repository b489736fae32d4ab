import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  OpenSupportFile,
  OpenSupportFileInput,
  SupportFileQuery,
  SupportFiles,
  supportForms,
  SupportViews,
} from '../../people/support-files';
import type { Actor } from '../../platform/database';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, Forms, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { SupportFilePage } from './support-file-page';

const ADDRESS = '/console/support-files';
const id = z.uuid();
const { memberId, form, place, openedOn } = OpenSupportFileInput.shape;
const OpenForm = z.strictObject({ memberId: memberId.unwrap(), form, place, openedOn });

/** Files of people in extreme difficulty by the day of their next visit (B21-B23), and those of one household. */
@ApiExcludeController()
@Controller('console')
export class SupportFileListPages {
  constructor(
    private readonly files: SupportFiles,
    private readonly views: SupportViews,
    private readonly opening: OpenSupportFile,
    private readonly page: SupportFilePage,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
  ) {}

  @Get('support-files')
  @RequirePermission('support-files:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    const parsed = SupportFileQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : SupportFileQuery.parse({});
    const { items, next } = await this.files.list(query);
    const counts = await this.files.counts();
    const { after: _, ...filters } = typed;
    const tab = (key: string, filter: string, count: number | null, current: boolean) => ({
      ...{ href: `${ADDRESS}${filter}`, text: this.words.text(`support-files.list.${key}`), count, current },
    });
    const model = {
      ...{ next, filters, filter: emptyForm(typed) },
      rows: (await this.views.lines(items)).map((line) => ({ ...line, levelText: this.page.levelOf(line) })),
      tabs: [
        tab('all', '', null, Object.keys(filters).length === 0),
        tab('late', '?lateVisit=true', counts.lateVisits, query.lateVisit === true),
        tab('reassess', '?reassess=true', counts.reassess, query.reassess === true),
        tab('reassess-late', '?lateReassess=true', counts.lateReassess, query.lateReassess === true),
        tab('unassessed', '?level=none&state=open', counts.unassessed, query.level === 'none'),
        tab('without-agreement', '?withoutAgreement=true', counts.withoutAgreement, query.withoutAgreement === true),
        tab('ended', '?state=ended', null, query.state === 'ended'),
      ],
      forms: this.words.choices('support-files.form.', supportForms),
      levels: this.files
        .levels(actor.districtCodes[0] ?? '')
        .map((row) => ({ value: row.code, text: this.words.of(row) })),
    };
    return view('console/people/support/list', model, { title: 'support-files.list.title' });
  }

  @Get('households/:id/support-files')
  @RequirePermission('support-files:read')
  ofHousehold(@Param('id', { schema: id }) householdId: string): Promise<View> {
    return this.page.ofHousehold(householdId, emptyForm());
  }

  @Post('households/:id/support-files')
  @RequirePermission('support-files:manage')
  open(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, OpenForm, {
      act: (typed) => this.opening.execute(householdId, typed),
      done: (row) => redirect(`${ADDRESS}/${row.id}`, { flash: { key: 'support-files.done.open' } }),
      again: (sent) => this.page.ofHousehold(householdId, sent),
    });
  }
}
