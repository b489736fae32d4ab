import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AskAdoption, AskAdoptionInput } from '../../people/adoptions';
import { Households } from '../../people/households';
import { EndSimulation, FamilyQuery, movements, type Simulation, Simulations } from '../../people/simulations';
import { formatDate } from '../../platform/i18n';
import { Jobs } from '../../platform/queue';
import { pageQuery } from '../../platform/database';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { CalculationPanel } from './calculation-panel';
import { SimulationTables } from './simulation-tables';

const id = z.uuid();
const LIST = '/console/simulations';
/** Seconds after which the page of a running simulation asks anew; works without script. */
const REFRESH = '2';
const OPEN: readonly string[] = ['waiting', 'running'];
const ListQuery = z.strictObject(pageQuery);
const NoFields = z.strictObject({});
const AdoptForm = AskAdoptionInput.omit({ simulationId: true });

/** What other rules would do to the live files: progress, result, its families, both calculations of one (R2). */
@ApiExcludeController()
@Controller('console/simulations')
@RequirePermission('packs:draft')
export class SimulationPages {
  constructor(
    private readonly simulations: Simulations,
    private readonly ending: EndSimulation,
    private readonly asking: AskAdoption,
    private readonly households: Households,
    private readonly tables: SimulationTables,
    private readonly panel: CalculationPanel,
    private readonly words: AssessmentWords,
    private readonly forms: Forms,
    private readonly jobs: Jobs,
  ) {}

  @Get()
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const query = ListQuery.safeParse(schemaInput(typed));
    const page = await this.simulations.list(query.success ? query.data : ListQuery.parse({}));
    const model = {
      simulations: page.items.map((row) => ({
        ...{ id: row.id, called: row.number, name: row.name, onDay: row.onDay, orderedAt: row.orderedAt },
        ...{ stands: this.words.text(`simulations.state.${row.state}`), total: row.totalCount },
      })),
      next: page.next && `${LIST}?after=${encodeURIComponent(page.next)}`,
      first: typed['after'] ? LIST : null,
    };
    const breadcrumbs = [{ href: '/console/pack-drafts', key: 'pack-drafts.list.title' }];
    return view('console/people/simulations/list', model, { breadcrumbs });
  }

  @Get(':id')
  async show(
    @Param('id', { schema: id }) simulationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const simulation = await this.simulations.get(simulationId);
    const job = simulation.jobRunId === null ? null : await this.jobs.find(simulation.jobRunId);
    const moving = OPEN.includes(simulation.state) && job?.state !== 'failed';
    if (moving) void reply.header('refresh', REFRESH);
    return this.page(simulation, moving, emptyForm());
  }

  @Post(':id/cancel')
  async cancel(@Param('id', { schema: id }) simulationId: string, @Body() body: unknown) {
    return this.forms.submit(body, NoFields, {
      act: () => this.ending.cancel(simulationId),
      done: () =>
        redirect(`${LIST}/${simulationId}`, { flash: { key: 'simulations.show.cancelling', kind: 'notice' } }),
      again: async (form) => this.page(await this.simulations.get(simulationId), false, form),
    });
  }

  /** One officer asks; a second person decides. */
  @Post(':id/adopt')
  @RequirePermission('adoptions:ask')
  async adopt(@Param('id', { schema: id }) simulationId: string, @Body() body: unknown) {
    return this.forms.submit(body, AdoptForm, {
      act: (input) => this.asking.execute({ simulationId, ...input }),
      done: (adoption) => redirect(`/console/pack-adoptions/${adoption.id}`, { flash: { key: 'adoptions.ask.sent' } }),
      again: async (form) => this.page(await this.simulations.get(simulationId), false, form),
    });
  }

  @Get(':id/households')
  async families(@Param('id', { schema: id }) simulationId: string, @Query() typed: Record<string, string>) {
    const simulation = await this.simulations.get(simulationId);
    const parsed = FamilyQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : FamilyQuery.parse({});
    const { items, next } = await this.simulations.page(simulationId, query);
    const names = await this.households.namesOf(items.map(({ householdId }) => householdId));
    const address = `${LIST}/${simulationId}/households`;
    const { movement, township, type, before, now } = query;
    const others = {
      ...(township && { township: String(township) }),
      ...(type && { type }),
      ...(before && { before }),
    };
    const filters = { ...others, ...(now && { now }) };
    const to = (one?: string) =>
      `${address}?${new URLSearchParams({ ...filters, ...(one && { movement: one }) }).toString()}`;
    const model = {
      id: simulationId,
      lead: this.words.text('simulations.families.lead', {
        ...{ name: simulation.name, day: formatDate(pageLocale(), simulation.onDay) },
      }),
      tabs: [
        { href: to(), text: this.words.text('simulations.families.all'), current: !movement },
        ...movements.map((one) => ({
          ...{ href: to(one), text: this.words.text(`simulations.movement.${one}`), current: movement === one },
        })),
      ],
      families: items.map((row) => ({
        ...{ href: `${address}/${row.householdId}`, name: names.get(row.householdId) ?? '' },
        movement: this.words.text(`simulations.movement.${row.movement}`),
        circle: this.both(this.tables.circle(row.circleBefore), this.tables.circle(row.circleAfter)),
        month: this.both(this.tables.money(row.fenBefore), this.tables.money(row.fenAfter)),
      })),
      next: next && `${to(movement)}&after=${encodeURIComponent(next)}`,
      first: query.after ? to(movement) : null,
    };
    return view('console/people/simulations/families', model, { breadcrumbs: this.trail(simulation) });
  }

  @Get(':id/households/:householdId')
  async family(
    @Param('id', { schema: id }) simulationId: string,
    @Param('householdId', { schema: id }) householdId: string,
  ) {
    const simulation = await this.simulations.get(simulationId);
    const row = await this.simulations.family(simulationId, householdId);
    const { displayName, number } = await this.households.open(householdId);
    const { before, after } = await this.simulations.sides(simulation, row);
    const { name } = simulation;
    const model = {
      householdId,
      lead: this.words.text('simulations.family.lead', { day: formatDate(pageLocale(), simulation.onDay) }),
      movement: this.words.text(`simulations.movement.${row.movement}`),
      same: before.same && after.same,
      sides: [
        {
          title: this.words.text('simulations.family.before'),
          month: this.tables.money(row.fenBefore),
          calculation: await this.panel.shown(before.calculation, before.pack, before.people),
        },
        {
          title: this.words.text('simulations.family.after', { name }),
          month: this.tables.money(row.fenAfter),
          calculation: await this.panel.shown(after.calculation, after.pack, after.people),
        },
      ],
    };
    return view('console/people/simulations/family', model, {
      titleText: `${number} ${displayName}`,
      breadcrumbs: [
        ...this.trail(simulation),
        { href: `${LIST}/${simulationId}/households`, key: 'simulations.families.title' },
      ],
    });
  }

  private async page(simulation: Simulation, moving: boolean, form: FormModel): Promise<View> {
    const {
      id: simulationId,
      number,
      name,
      onDay,
      state,
      endReason,
      doneCount,
      totalCount,
      draftId,
      expiresAt,
    } = simulation;
    const done = state === 'done';
    const { after } = await this.simulations.packs(simulationId);
    const result = done ? await this.tables.of(simulation, await this.simulations.totals(simulationId), after) : null;
    const over = OPEN.includes(state) && !moving ? 'failed' : state;
    const model = {
      ...{ id: simulationId, form, moving, draftId, expiresAt, result, adoptable: done && draftId !== null },
      lead: this.words.text('simulations.show.lead', { number, name, day: formatDate(pageLocale(), onDay) }),
      stands: this.words.text(`simulations.state.${over}`),
      ended: endReason && this.words.text(`simulations.end.${endReason}`),
      lost: over === 'failed' || over === 'cancelled' ? this.words.text(`simulations.show.${over}`) : null,
      ...{ done: doneCount, total: totalCount },
    };
    return view('console/people/simulations/show', model, {
      titleText: name,
      breadcrumbs: [{ href: LIST, key: 'simulations.list.title' }],
    });
  }

  private trail({ id: simulationId, name }: Simulation) {
    return [
      { href: LIST, key: 'simulations.list.title' },
      { href: `${LIST}/${simulationId}`, text: name },
    ];
  }

  private both(before: string, after: string): string {
    return before === after ? before : this.words.text('simulations.families.change', { before, after });
  }
}
