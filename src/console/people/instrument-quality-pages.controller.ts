import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Instruments } from '../../people/assessments';
import {
  EndStudy,
  InstrumentStudies,
  type InstrumentStudy,
  type NormingResult,
  OrderStudy,
  progressOf,
  type ReliabilityResult,
  StudyQuery,
  WithdrawStudy,
} from '../../people/instrument-quality';
import { formatDate } from '../../platform/i18n';
import { Jobs } from '../../platform/queue';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { MeasureForm, NormingForm } from './instrument-quality-forms';
import { InstrumentQualityTables } from './instrument-quality-tables';

const id = z.uuid();
const LIST = '/console/instrument-quality';
/** Seconds after which the page of a running study asks anew; works without script. */
const REFRESH = '2';
const OPEN: readonly string[] = ['waiting', 'running'];
const NoFields = z.strictObject({});
const CompareQuery = z.strictObject({ one: id.optional(), other: id.optional() });
/** Measurements that can be chosen for a comparison. */
const CHOICES = 50;
const TRAIL = { href: LIST, key: 'instrument-quality.list.title' };

/** How good a scale is here: measurements, two of them compared, and proposals of other cuts (R18, domain D). */
@ApiExcludeController()
@Controller('console/instrument-quality')
@RequirePermission('instrument-quality:measure')
export class InstrumentQualityPages {
  constructor(
    private readonly studies: InstrumentStudies,
    private readonly ordering: OrderStudy,
    private readonly ending: EndStudy,
    private readonly instruments: Instruments,
    private readonly tables: InstrumentQualityTables,
    private readonly words: AssessmentWords,
    private readonly forms: Forms,
    private readonly jobs: Jobs,
  ) {}

  @Get()
  list(@Query() typed: Record<string, string>): Promise<View> {
    return this.listPage(typed, emptyForm());
  }

  @Post()
  async measure(@Body() body: unknown) {
    return this.forms.submit(body, MeasureForm, {
      act: (input) => this.ordering.execute(input),
      done: (study) => redirect(`${LIST}/${study.id}`),
      again: (form) => this.listPage({}, form),
    });
  }

  @Get('normings/new')
  newNorming(): View {
    return this.normingPage(emptyForm());
  }

  @Post('normings')
  async norm(@Body() body: unknown) {
    return this.forms.submit(body, NormingForm, {
      act: (input) => this.ordering.execute(input),
      done: (study) => redirect(`${LIST}/${study.id}`),
      again: (form) => this.normingPage(form),
    });
  }

  /** Without two of them, the form that asks for them. */
  @Get('comparison')
  async compare(@Query() typed: Record<string, string>): Promise<View> {
    const { items } = await this.studies.list({ kind: 'reliability', limit: CHOICES });
    const parsed = CompareQuery.safeParse(schemaInput(typed));
    const { one, other } = parsed.success ? parsed.data : {};
    const compared = one && other ? await this.studies.compare(one, other) : null;
    const model = {
      form: emptyForm(typed),
      studies: items
        .filter(({ state }) => state === 'done')
        .map((row) => ({
          value: row.id,
          text: `${this.nameOf(row)} ${formatDate(pageLocale(), row.orderedAt)} ${row.number}`,
        })),
      compared: compared && {
        before: compared.before.number,
        after: compared.after.number,
        lead: this.words.text('instrument-quality.comparison.of', {
          name: this.nameOf(compared.before),
          before: formatDate(pageLocale(), compared.before.orderedAt),
          after: formatDate(pageLocale(), compared.after.orderedAt),
        }),
        groups: await this.tables.comparison(this.instruments.byCode(compared.after.instrument), compared.groups),
      },
    };
    return view('console/people/instrument-quality/comparison', model, { breadcrumbs: [TRAIL] });
  }

  @Get(':id')
  async show(
    @Param('id', { schema: id }) studyId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const study = await this.studies.get(studyId);
    const moving = await this.moves(study);
    if (moving) void reply.header('refresh', REFRESH);
    return this.page(study, moving, emptyForm());
  }

  @Post(':id/cancel')
  async cancel(@Param('id', { schema: id }) studyId: string, @Body() body: unknown) {
    return this.forms.submit(body, NoFields, {
      act: () => this.ending.cancel(studyId),
      done: () =>
        redirect(`${LIST}/${studyId}`, { flash: { key: 'instrument-quality.show.cancelling', kind: 'notice' } }),
      again: async (form) => this.page(await this.studies.get(studyId), false, form),
    });
  }

  @Post(':id/withdraw')
  async withdraw(@Param('id', { schema: id }) studyId: string, @Body() body: unknown) {
    return this.forms.submit(body, WithdrawStudy, {
      act: ({ reason }) => this.ending.withdraw(studyId, reason),
      done: () => redirect(`${LIST}/${studyId}`, { flash: { key: 'instrument-quality.show.withdrawn' } }),
      again: async (form) => this.page(await this.studies.get(studyId), false, form),
    });
  }

  @Get(':id/instrument.yaml')
  async file(@Param('id', { schema: id }) studyId: string): Promise<StreamableFile> {
    const { name, content } = await this.studies.file(studyId);
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(Buffer.from(content), { type: 'application/yaml; charset=utf-8', disposition });
  }

  private async listPage(typed: Record<string, string>, form: FormModel): Promise<View> {
    const parsed = StudyQuery.safeParse(schemaInput(typed));
    const page = await this.studies.list(parsed.success ? parsed.data : StudyQuery.parse({}));
    const model = {
      form,
      instruments: this.scales(),
      studies: page.items.map((row) => ({
        ...{
          id: row.id,
          called: row.number,
          name: this.nameOf(row),
          version: row.instrumentVersion,
          orderedAt: row.orderedAt,
        },
        kind: this.words.text(`instrument-quality.kind.${row.kind}`),
        stands: this.words.text(`instrument-quality.state.${row.state}`),
      })),
      next: page.next && `${LIST}?after=${encodeURIComponent(page.next)}`,
      first: typed['after'] ? LIST : null,
    };
    return view('console/people/instrument-quality/list', model);
  }

  private normingPage(form: FormModel): View {
    const model = { form, instruments: this.scales(true) };
    return view('console/people/instrument-quality/norming', model, { breadcrumbs: [TRAIL] });
  }

  /** Without script a page that waits loads itself anew; one whose job has died does not. */
  private async moves({ jobRunId, state }: InstrumentStudy): Promise<boolean> {
    if (!OPEN.includes(state)) return false;
    const job = jobRunId === null ? null : await this.jobs.find(jobRunId);
    return job?.state !== 'failed';
  }

  private async page(study: InstrumentStudy, moving: boolean, form: FormModel): Promise<View> {
    const { id: studyId, number, kind, state, endReason, result, proposal, instrumentVersion } = study;
    const over = OPEN.includes(state) && !moving ? 'failed' : state;
    const instrument = this.instruments.byCode(study.instrument);
    const reliability = kind === 'reliability' ? (result as ReliabilityResult | null) : null;
    const norming = kind === 'norming' ? (result as NormingResult | null) : null;
    const model = {
      ...{ id: studyId, form, moving, progress: progressOf(study), reason: study.reason },
      lead: this.words.text(`instrument-quality.show.lead-${kind}`, {
        ...{ number, version: instrumentVersion, day: formatDate(pageLocale(), study.orderedAt) },
      }),
      stands: this.words.text(`instrument-quality.state.${over}`),
      ended: endReason && this.words.text(`instrument-quality.end-of-study.${endReason}`),
      lost: over === 'failed' || over === 'cancelled' ? this.words.text(`instrument-quality.show.${over}`) : null,
      few: result !== null && result.groups.length === 0,
      reliability: reliability?.groups.length ? await this.tables.reliability(instrument, reliability) : null,
      norming: norming?.groups.length ? await this.tables.norming(norming) : null,
      proposal: proposal && this.proposalOf(proposal),
      withdrawable: kind === 'norming' && state === 'done',
      withdrawn: study.withdrawReason,
    };
    return view('console/people/instrument-quality/show', model, {
      titleText: this.nameOf(study),
      breadcrumbs: [TRAIL],
    });
  }

  private proposalOf({
    version,
    cutsBefore,
    cuts,
    wished,
    sharesBefore,
    shares,
  }: NonNullable<InstrumentStudy['proposal']>) {
    return {
      version,
      wished: wished && this.words.text('instrument-quality.show.wished', { shares: wished.join(' / ') }),
      rows: cuts.map((cut, at) => ({
        level: this.words.text(`instrument-quality.from-level.${at + 1}`),
        ...{ before: this.tables.number(cutsBefore[at]!), after: this.tables.number(cut) },
        ...{ shareBefore: this.tables.share(sharesBefore[at] ?? null), share: this.tables.share(shares[at] ?? null) },
      })),
    };
  }

  private scales(summed = false) {
    return this.instruments
      .all()
      .filter(({ scoring }) => !summed || scoring.kind === 'sum')
      .map(({ code, name }) => ({ value: code, text: `${code} ${this.words.of(name)}` }));
  }

  private nameOf({ instrument }: Pick<InstrumentStudy, 'instrument'>): string {
    return `${instrument} ${this.words.of(this.instruments.byCode(instrument).name)}`;
  }
}
