import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Jobs } from '../../platform/queue';
import {
  type Allocation,
  AllocationFigures,
  AllocationPartQuery,
  AllocationReason,
  Allocations,
  DecideAllocation,
  StopAllocation,
  workingStates,
} from '../../referral/allocations';
import { Offerings } from '../../supply/offerings';
import { Households } from '../../people/households';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, schemaInput, view, type View } from '../shell';
import { AllocationPage } from './allocation-page';
import { AllocationWords } from './allocation-words';

const id = z.uuid();
const LIST = '/console/allocations';
/** Seconds after which the page of a running allocation asks anew; works without script. */
const REFRESH = '2';
const WORKING: readonly string[] = workingStates;
const NoFields = z.strictObject({});
const TRAIL = { href: LIST, key: 'shell.areas.allocations' };

/** One allocation followed, looked at, solved again and published by a person (matching.md 3, PIPL 24). */
@ApiExcludeController()
@Controller('console/allocations')
export class AllocationPages {
  constructor(
    private readonly allocations: Allocations,
    private readonly figures: AllocationFigures,
    private readonly stopping: StopAllocation,
    private readonly deciding: DecideAllocation,
    private readonly page: AllocationPage,
    private readonly words: AllocationWords,
    private readonly households: Households,
    private readonly offerings: Offerings,
    private readonly forms: Forms,
    private readonly jobs: Jobs,
  ) {}

  @Get(':id')
  @RequirePermission('allocations:read')
  async show(@Param('id', { schema: id }) allocationId: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const row = await this.allocations.get(allocationId);
    const moving = await this.moves(row);
    if (moving) void reply.header('refresh', REFRESH);
    return this.shown(row, moving, emptyForm());
  }

  /** Stops the job, or puts the result aside. */
  @Post(':id/cancel')
  @RequirePermission('allocations:run')
  cancel(@Param('id', { schema: id }) allocationId: string, @Body() body: unknown) {
    return this.act(allocationId, body, 'cancelled', () => this.stopping.execute(allocationId));
  }

  /** Whoever looks it through says so: from then on choices can be made. */
  @Post(':id/review')
  @RequirePermission('allocations:run')
  review(@Param('id', { schema: id }) allocationId: string, @Body() body: unknown) {
    return this.act(allocationId, body, 'reviewing', () => this.deciding.review(allocationId));
  }

  @Post(':id/solve-again')
  @RequirePermission('allocations:run')
  again(@Param('id', { schema: id }) allocationId: string, @Body() body: unknown) {
    return this.act(allocationId, body, 'again', () => this.deciding.solveAgain(allocationId));
  }

  /** What will happen, before it does. */
  @Get(':id/publication')
  @RequirePermission('allocations:publish')
  async beforePublication(@Param('id', { schema: id }) allocationId: string): Promise<View> {
    return this.publicationPage(await this.allocations.get(allocationId), emptyForm());
  }

  @Post(':id/publication')
  @RequirePermission('allocations:publish')
  publish(@Param('id', { schema: id }) allocationId: string, @Body() body: unknown) {
    return this.forms.submit(body, AllocationReason, {
      act: ({ reason }) => this.deciding.publish(allocationId, reason),
      done: () =>
        redirect(`${LIST}/${allocationId}`, { flash: { key: 'allocation-pages.done.publishing', kind: 'notice' } }),
      again: async (form) => this.publicationPage(await this.allocations.get(allocationId), form),
    });
  }

  /** What has changed since the round before. */
  @Get(':id/changes')
  @RequirePermission('allocations:read')
  async changes(@Param('id', { schema: id }) allocationId: string, @Query() typed: Record<string, string>) {
    const row = await this.allocations.get(allocationId);
    const parsed = AllocationPartQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : AllocationPartQuery.parse({});
    const { items, next } = await this.figures.changes(allocationId, query);
    const names = await this.households.namesOf(items.map(({ householdId }) => householdId));
    const ids = items.flatMap(({ offeringBefore, offeringId }) => [offeringBefore, offeringId]);
    const offerings = await this.offerings.byIds([...new Set(ids.filter((one) => one !== null))]);
    const said = (outcome: string, offering: string | null) =>
      offering === null ? this.words.text(`outcome.${outcome}`) : (offerings.get(offering)?.name ?? '');
    const address = `${LIST}/${allocationId}/changes`;
    const model = {
      id: allocationId,
      rows: items.map((change) => ({
        ...{ href: `${LIST}/${allocationId}/needs/${change.needId}`, household: names.get(change.householdId) ?? '' },
        need: this.words.service(change.code),
        before: said(change.outcomeBefore, change.offeringBefore),
        after: said(change.outcome, change.offeringId),
      })),
      next: next && `${address}?after=${encodeURIComponent(next)}`,
      first: query.after ? address : null,
    };
    return view('console/referral/allocations/changes', model, {
      title: 'allocation-pages.changes.title',
      breadcrumbs: this.trail(row),
    });
  }

  private async publicationPage(row: Allocation, form: FormModel): Promise<View> {
    const { counts } = row;
    const unsolved = await this.deciding.unsolved(row.id);
    const died = WORKING.includes(row.state) && !(await this.moves(row));
    const replaced = await this.deciding.replaced(row.id);
    const model = {
      replaced: replaced.map(({ id: other, number, name }) => ({
        href: `${LIST}/${other}`,
        text: `${number} ${name}`,
      })),
      ...{ id: row.id, form, mayPublish: this.allocations.allowed(row, died).includes('publish') },
      lines: (['assigned', 'lost', 'unmatchable'] as const).map((outcome) => ({
        key: this.words.text(`outcome.${outcome}`),
        value: this.words.number(counts?.[outcome] ?? 0),
        href: `${LIST}/${row.id}/needs?outcome=${outcome}`,
        action: this.words.text('publish.look'),
      })),
      unsolved: unsolved > 0 ? this.words.text('publish.unsolved', { choices: this.words.number(unsolved) }) : null,
      sentence: this.words.certificate(row)?.sentence ?? '',
    };
    return view('console/referral/allocations/publication', model, {
      title: 'allocation-pages.publish.heading',
      breadcrumbs: this.trail(row),
    });
  }

  private act(
    allocationId: string,
    body: unknown,
    said: string,
    work: () => Promise<unknown>,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, NoFields, {
      act: work,
      done: () =>
        redirect(`${LIST}/${allocationId}`, { flash: { key: `allocation-pages.done.${said}`, kind: 'notice' } }),
      again: async (form) => {
        const row = await this.allocations.get(allocationId);
        return this.shown(row, await this.moves(row), form);
      },
    });
  }

  private async shown(row: Allocation, moving: boolean, form: FormModel): Promise<View> {
    return view('console/referral/allocations/show', await this.page.model(row, moving, form), {
      titleText: row.name,
      breadcrumbs: [TRAIL],
    });
  }

  private trail({ id: allocationId, name }: Allocation) {
    return [TRAIL, { href: `${LIST}/${allocationId}`, text: name }];
  }

  /** Without script a page that waits loads itself anew; one whose job has died does not. */
  private async moves({ jobRunId, state }: Allocation): Promise<boolean> {
    if (!WORKING.includes(state)) return false;
    const job = jobRunId === null ? null : await this.jobs.find(jobRunId);
    return job?.state !== 'failed';
  }
}
