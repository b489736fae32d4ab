import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type ClockKind,
  clockKinds,
  Clocks,
  type ClockView,
  MoveClock,
  occasions,
  StartClock,
} from '../../people/clocks';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { clockPicture } from './clock-picture';
import { yuan } from './yuan';

const id = z.uuid();
const day = z.iso.date();
const reason = z.string().min(2).max(500);
const Kind = z.object({ kind: z.enum(clockKinds).catch('waiting') });
const startForm = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('taper'),
    startedOn: day,
    lastMonth: yuan,
    documentNumber: z.string().min(1).max(60),
  }),
  z.strictObject({
    kind: z.literal('waiting'),
    startedOn: day,
    grounds: oneOrMany(z.string()).pipe(z.array(z.string()).min(1)),
  }),
  z.strictObject({ kind: z.literal('support'), startedOn: day, occasion: z.enum(occasions), memberId: id.optional() }),
]);
const actForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('pause'), on: day.optional(), reason }),
  z.strictObject({ act: z.literal('resume'), on: day.optional(), reason: z.string().max(500).optional() }),
  z.strictObject({ act: z.literal('end-early'), on: day.optional(), reason }),
]);

/** The three clocks of a household on one time line (B11, R38, R43, R85), each with a page of its own. */
@ApiExcludeController()
@Controller('console')
export class ClockPages {
  constructor(
    private readonly clocks: Clocks,
    private readonly startClock: StartClock,
    private readonly moveClock: MoveClock,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
    private readonly clock: Clock,
  ) {}

  @Get('households/:id/clocks')
  @RequirePermission('clocks:read')
  async show(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor): Promise<View> {
    const household = await this.households.open(householdId);
    const { items, line } = await this.clocks.of(householdId);
    const mayStart = allows(actor.roles, 'clocks:write');
    const running = new Set(items.filter(({ endedOn }) => endedOn === null).map(({ kind }) => kind));
    const model = {
      clocks: items,
      picture: clockPicture(line, this.clock.today()),
      tapers: items.filter(({ kind }) => kind === 'taper'),
      startable: clockKinds
        .filter((kind) => mayStart && !running.has(kind) && (kind !== 'taper' || actor.roles.includes('officer')))
        .map((kind) => ({ kind, href: `/console/households/${householdId}/clocks/new?kind=${kind}` })),
      withheld: [...new Set(items.flatMap(({ withheld }) => withheld))],
    };
    return view('console/people/clocks/household-clocks', model, {
      title: 'clocks.household.title',
      breadcrumbs: this.words.trail(household),
    });
  }

  @Get('households/:id/clocks/new')
  @RequirePermission('clocks:write')
  blank(@Param('id', { schema: id }) householdId: string, @Query() typed: unknown): Promise<View> {
    return this.newPage(householdId, Kind.parse(typed).kind, emptyForm());
  }

  @Post('households/:id/clocks')
  @RequirePermission('clocks:write')
  start(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, startForm, {
      act: (typed) => {
        if (typed.kind !== 'taper') return this.startClock.execute(householdId, typed);
        const { lastMonth: lastMonthFen, ...rest } = typed;
        return this.startClock.execute(householdId, { ...rest, lastMonthFen });
      },
      done: () => redirect(`/console/households/${householdId}/clocks`, { flash: { key: 'clocks.new.started' } }),
      again: (form) => this.newPage(householdId, Kind.parse(form.values).kind, form),
    });
  }

  @Get('clocks/:id')
  @RequirePermission('clocks:read')
  one(@Param('id', { schema: id }) clockId: string): Promise<View> {
    return this.onePage(clockId, emptyForm());
  }

  @Post('clocks/:id')
  @RequirePermission('clocks:write')
  move(@Param('id', { schema: id }) clockId: string, @Body() body: unknown) {
    return this.forms.submit(body, actForm, {
      act: (typed) => {
        if (typed.act === 'resume') return this.moveClock.resume(clockId, { on: typed.on });
        const { act, ...input } = typed;
        return act === 'pause' ? this.moveClock.pause(clockId, input) : this.moveClock.end(clockId, input);
      },
      done: () => redirect(`/console/clocks/${clockId}`, { flash: { key: 'clocks.one.saved' } }),
      again: (form) => this.onePage(clockId, form),
    });
  }

  private async newPage(householdId: string, kind: ClockKind, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const { waiting } = this.policies.current(household.districtCode).rules.clocks;
    const model = {
      ...{ id: householdId, kind, form },
      grounds: waiting.map((row) => ({
        value: row.code,
        text: this.words.text('clocks.new.months', { name: this.words.of(row), months: row.months }),
      })),
      occasions: this.words.choices('clocks.occasion.', occasions),
      people: await this.words.people(householdId, this.words.text('verification.economy.whole-household')),
    };
    return view('console/people/clocks/new', model, {
      title: 'clocks.new.title',
      breadcrumbs: this.words.trail(household),
    });
  }

  private async onePage(clockId: string, form: FormModel): Promise<View> {
    const row = await this.clocks.get(clockId);
    const household = await this.households.open(row.householdId);
    const shown = await this.clocks.one(row);
    const names = await this.words.names(row.householdId);
    const acts = shown.moves.filter((move) => ['pause', 'resume', 'end-early'].includes(move));
    const model = {
      ...{ clock: shown, form, household: household.displayName },
      grounds: this.groundWords(shown, row.rule).join(' · '),
      member: names.get(shown.memberId ?? '') ?? '',
      acts: acts.map((move) => ({ value: move, text: this.words.text(`clocks.one.act-${move}`) })),
    };
    const trail = { href: `/console/households/${row.householdId}/clocks`, key: 'clocks.household.title' };
    return view('console/people/clocks/one', model, {
      title: 'clocks.one.title',
      breadcrumbs: [...this.words.trail(household), trail],
    });
  }

  /** By the rows it was started with: the pack may call them otherwise by now. */
  private groundWords({ grounds }: ClockView, rule: Awaited<ReturnType<Clocks['get']>>['rule']): string[] {
    if (rule.kind !== 'waiting') return [];
    return rule.rows.filter(({ code }) => grounds.includes(code)).map((row) => this.words.of(row));
  }
}
