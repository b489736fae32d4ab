import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EndRecalculation, type Recalculation, RecalculationReason, Recalculations } from '../../people/recalculations';
import { formatDate } from '../../platform/i18n';
import { Jobs } from '../../platform/queue';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { SimulationTables } from './simulation-tables';

const id = z.uuid();
const LIST = '/console/recalculations';
/** Seconds after which the page asks anew while a job runs; works without script. */
const REFRESH = '2';
const WORKING: readonly string[] = ['waiting', 'running', 'closing'];
const GONE: readonly string[] = ['failed', 'cancelled', 'taken-back'];
const NoFields = z.strictObject({});

/** One batch: progress, what it came to and what was decided, its ends (R2, R3). */
@ApiExcludeController()
@Controller('console/recalculations')
@RequirePermission('recalculations:read')
export class RecalculationPages {
  constructor(
    private readonly recalculations: Recalculations,
    private readonly ending: EndRecalculation,
    private readonly tables: SimulationTables,
    private readonly words: AssessmentWords,
    private readonly forms: Forms,
    private readonly jobs: Jobs,
  ) {}

  @Get(':id')
  async show(
    @Param('id', { schema: id }) batchId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const batch = await this.recalculations.get(batchId);
    const job = batch.jobRunId === null ? null : await this.jobs.find(batch.jobRunId);
    const moving = WORKING.includes(batch.state) && job?.state !== 'failed';
    if (moving) void reply.header('refresh', REFRESH);
    return this.page(batch, moving, emptyForm());
  }

  @Post(':id/cancel')
  @RequirePermission('recalculations:run')
  cancel(@Param('id', { schema: id }) batchId: string, @Body() body: unknown) {
    return this.forms.submit(body, NoFields, {
      act: () => this.ending.cancel(batchId),
      done: () => this.back(batchId, 'cancelled'),
      again: (form) => this.again(batchId, form),
    });
  }

  @Post(':id/take-back')
  @RequirePermission('recalculations:run')
  takeBack(@Param('id', { schema: id }) batchId: string, @Body() body: unknown) {
    return this.forms.submit(body, RecalculationReason, {
      act: ({ reason }) => this.ending.takeBack(batchId, reason),
      done: () => this.back(batchId, 'taken-back'),
      again: (form) => this.again(batchId, form),
    });
  }

  @Post(':id/close')
  @RequirePermission('recalculations:run')
  close(@Param('id', { schema: id }) batchId: string, @Body() body: unknown) {
    return this.forms.submit(body, NoFields, {
      act: () => this.ending.close(batchId),
      done: () => this.back(batchId, 'closing'),
      again: (form) => this.again(batchId, form),
    });
  }

  private back(batchId: string, key: string) {
    return redirect(`${LIST}/${batchId}`, { flash: { key: `recalculations.show.${key}`, kind: 'notice' } });
  }

  private async again(batchId: string, form: FormModel): Promise<View> {
    return this.page(await this.recalculations.get(batchId), false, form);
  }

  private async page(batch: Recalculation, moving: boolean, form: FormModel): Promise<View> {
    const { id: batchId, number, onDay, state, doneCount, totalCount, adoptionId, endReason } = batch;
    const { after } = await this.recalculations.packs(batch);
    const groups = await this.recalculations.groups(batchId);
    const families = `${LIST}/${batchId}/households`;
    const model = {
      ...{ id: batchId, form, moving, adoptionId, endReason, done: doneCount, total: totalCount, families },
      lead: this.words.text('recalculations.show.lead', {
        ...{ number, day: formatDate(pageLocale(), onDay), pack: after.version },
      }),
      stands: this.words.text(`recalculations.state.${state}`),
      gone: GONE.includes(state),
      working: state === 'waiting' || state === 'running',
      open: state === 'open',
      closable: state === 'open' || (state === 'closing' && !moving),
      decided: groups.some((one) => one.state === 'confirmed'),
      rows: groups.map((one) => ({
        href: `${families}?movement=${one.movement}&state=${one.state}`,
        movement: this.words.text(`simulations.movement.${one.movement}`),
        state: this.words.text(`recalculations.proposal.${one.state}`),
        ...{ families: one.families, told: one.told },
        before: this.tables.money(one.fenBefore),
        after: this.tables.money(one.fenAfter),
      })),
    };
    return view('console/people/recalculations/show', model, {
      titleText: number,
      breadcrumbs: [
        { href: LIST, key: 'recalculation-orders.batches.title' },
        { href: `/console/pack-adoptions/${adoptionId}`, key: 'adoptions.show.title' },
      ],
    });
  }
}
