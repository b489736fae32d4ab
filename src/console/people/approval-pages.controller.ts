import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import {
  type Approval,
  ApprovalQuery,
  Approvals,
  approvalShows,
  ApprovalViews,
  ConfirmApprovalInput,
  DecideApproval,
  EndApproval,
  RefuseApprovalInput,
  ReviewApproval,
  ReviewApprovalInput,
  reviewResults,
} from '../../trust/approvals';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { Choices } from './choices';

const id = z.uuid();
const Nothing = z.strictObject({});
const colours: Record<string, string> = { asked: 'yellow', running: 'red', ended: 'blue' };

/** Requests for access: what waits, what runs, what is to be reviewed (C3). */
@ApiExcludeController()
@Controller('console/approvals')
export class ApprovalPages {
  constructor(
    private readonly forms: Forms,
    private readonly approvals: Approvals,
    private readonly views: ApprovalViews,
    private readonly deciding: DecideApproval,
    private readonly ending: EndApproval,
    private readonly reviewing: ReviewApproval,
    private readonly choices: Choices,
  ) {}

  @Get()
  @RequirePermission('approvals:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() { roles }: Actor): Promise<View> {
    const parsed = ApprovalQuery.safeParse(schemaInput(typed));
    const start = allows(roles, 'approvals:decide') ? 'waiting' : 'mine';
    const query = parsed.success && typed.show ? parsed.data : ApprovalQuery.parse({ show: start });
    const page = await this.approvals.list(query);
    const approvals = (await this.views.many(page.items)).map((one) => ({ ...one, colour: colours[one.state] }));
    const shows = allows(roles, 'approvals:review') ? approvalShows : (['mine'] as const);
    const tabs = shows.map((show) => ({
      href: `/console/approvals?show=${show}`,
      text: this.choices.text(`approvals.show.${show}`),
      current: show === query.show,
    }));
    const model = { approvals, tabs, next: page.next, show: query.show, mayAsk: allows(roles, 'approvals:ask') };
    return view('console/people/approvals/list', model, { title: 'approvals.list.title' });
  }

  @Get(':id')
  @RequirePermission('approvals:read')
  one(@Param('id', { schema: id }) approvalId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(approvalId, emptyForm(), actor);
  }

  @Post(':id/confirm')
  @RequirePermission('approvals:decide')
  confirm(@Param('id', { schema: id }) approvalId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.act(approvalId, body, ConfirmApprovalInput, actor, 'confirmed', (input) =>
      this.deciding.confirm(approvalId, input),
    );
  }

  @Post(':id/refuse')
  @RequirePermission('approvals:decide')
  refuse(@Param('id', { schema: id }) approvalId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.act(approvalId, body, RefuseApprovalInput, actor, 'refused', (input) =>
      this.deciding.refuse(approvalId, input),
    );
  }

  @Post(':id/cancel')
  @RequirePermission('approvals:ask')
  cancel(@Param('id', { schema: id }) approvalId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.act(approvalId, body, Nothing, actor, 'cancelled', () => this.ending.cancel(approvalId));
  }

  @Post(':id/end')
  @RequirePermission('approvals:read')
  end(@Param('id', { schema: id }) approvalId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.act(approvalId, body, Nothing, actor, 'ended', () => this.ending.end(approvalId));
  }

  @Post(':id/review')
  @RequirePermission('approvals:review')
  review(@Param('id', { schema: id }) approvalId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.act(approvalId, body, ReviewApprovalInput, actor, 'reviewed', (input) =>
      this.reviewing.execute(approvalId, input),
    );
  }

  private act<S extends z.ZodType>(
    approvalId: string,
    body: unknown,
    schema: S,
    actor: Actor,
    done: string,
    act: (input: z.output<S>) => Promise<Approval>,
  ) {
    return this.forms.submit(body, schema, {
      act,
      done: () => redirect(`/console/approvals/${approvalId}`, { flash: { key: `approvals.done.${done}` } }),
      again: (form) => this.page(approvalId, form, actor),
    });
  }

  private async page(approvalId: string, form: FormModel, { roles }: Actor): Promise<View> {
    const approval = await this.views.one(await this.approvals.get(approvalId));
    const looks = approval.startsAt !== null && approval.state !== 'running' && allows(roles, 'approvals:review');
    const model = {
      approval,
      form,
      may: Object.fromEntries(
        ['confirm', 'refuse', 'cancel', 'end', 'review'].map((move) => [move, approval.moves.includes(move)]),
      ),
      notice: approval.kind === 'break-glass',
      groups: approval.fieldGroups.map((group) => this.choices.text(`approvals.group.${group}`)),
      results: this.choices.of('approvals.result.', reviewResults),
      colour: colours[approval.state] ?? 'grey',
      reads: looks,
      readings: looks ? await this.approvals.readings(approvalId) : [],
    };
    const titleParams = { number: approval.number };
    return view('console/people/approvals/one', model, { title: 'approvals.one.title', titleParams });
  }
}
