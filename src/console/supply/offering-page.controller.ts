import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Clock } from '../../platform/time';
import {
  ConfirmOfferings,
  MoveOfferings,
  type Offering,
  OfferingCapacity,
  offeringLifecycle,
  Offerings,
  Period,
  periodOf,
} from '../../supply/offerings';
import { Providers } from '../../supply/providers';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { movable, SupplyWords } from './supply-words';

const MOVES = ['list', 'pause', 'resume', 'close', 'reopen'] as const;
const Move = z.strictObject({ move: z.enum(MOVES), reason: z.string().max(500).optional() });
const Places = z.strictObject({
  period: Period,
  places: z.coerce.number().pipe(z.number().int().min(0).max(100_000)),
  note: z.string().max(300).optional(),
});
const SAVED = { flash: { key: 'offerings.saved', kind: 'success' as const } };

/** One offering: what it says, its places, pausing and "still correct". */
@ApiExcludeController()
@Controller('console/offerings/:id')
export class OfferingPageController {
  constructor(
    private readonly forms: Forms,
    private readonly offerings: Offerings,
    private readonly providers: Providers,
    private readonly capacity: OfferingCapacity,
    private readonly moveOfferings: MoveOfferings,
    private readonly confirmOfferings: ConfirmOfferings,
    private readonly words: SupplyWords,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('offerings:read')
  page(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.offeringPage(id, actor, emptyForm());
  }

  @Post('move')
  @RequirePermission('offerings:write')
  move(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Move, {
      act: ({ move, reason }) => this.moveOfferings.execute([id], move, reason ?? null),
      done: () => redirect(`/console/offerings/${id}`, SAVED),
      again: (form) => this.offeringPage(id, actor, form),
    });
  }

  @Post('confirm')
  @RequirePermission('offerings:write')
  async confirm(@Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    await this.confirmOfferings.execute([id]);
    return redirect(`/console/offerings/${id}`, { flash: { key: 'offerings.confirmed', kind: 'success' } });
  }

  @Post('capacity')
  @RequirePermission('offerings:write')
  places(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Places, {
      act: (input) => this.capacity.open(id, input),
      done: () => redirect(`/console/offerings/${id}`, SAVED),
      again: (form) => this.offeringPage(id, actor, form),
    });
  }

  private async offeringPage(id: string, actor: Actor, form: FormModel): Promise<View> {
    const offering = await this.offerings.get(id);
    const { words } = this;
    const provider = (await this.providers.names([offering.providerId])).get(offering.providerId) ?? '—';
    const { periods, known } = await this.capacity.show(id);
    const mine = actor.organisationId === null || actor.organisationId === offering.providerId;
    const mayWrite = mine && allows(actor.roles, 'offerings:write');
    const period = periodOf(this.clock.today());
    const cell = (value: number | null) => ({
      text: value === null ? words.t('offerings.capacity.few') : String(value),
      numeric: true,
    });
    const model = {
      id,
      form: form.summary.length > 0 ? form : emptyForm({ period }),
      mayWrite,
      known,
      state: words.state('offerings.state.', offering.state),
      pauseReason: offering.pauseReason,
      due: offering.confirmedOn === null || offering.confirmedOn < this.offerings.confirmBefore(),
      facts: this.facts(offering, provider),
      moves: mayWrite
        ? words.items('offerings.act.', movable(offeringLifecycle.allowed(offering.state, actor.roles), MOVES))
        : [],
      head: words.heads('offerings.capacity.', ['period', 'opened', 'reserved', 'taken', 'left']),
      periods: periods.map((row) => [
        { text: row.period, header: true },
        ...[row.opened, row.reserved, row.taken, row.left].map(cell),
      ]),
    };
    return view('console/supply/offerings/show', model, {
      titleText: offering.name,
      breadcrumbs: [{ href: '/console/offerings', key: 'shell.areas.offerings' }],
    });
  }

  private facts(offering: Offering, provider: string) {
    const { words } = this;
    const { eligibility, schedule, priceFen, priceUnit } = offering;
    const hour = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
    const slots = schedule.slots.map(
      ({ day, from, to }) => `${words.t(`offerings.day.${day}`)} ${hour(from)}–${hour(to)}`,
    );
    const ages = [eligibility.minAge ?? 0, eligibility.maxAge ?? '∞'].join('–');
    const values: Record<string, string | null> = {
      number: offering.number,
      provider,
      code: [offering.code, ...offering.extraCodes].map((code) => words.code(code)).join('; '),
      side: words.t(`offerings.side.${offering.side}`),
      description: offering.description,
      mode: words.t(`offerings.mode.${offering.mode}`),
      ages: eligibility.minAge == null && eligibility.maxAge == null ? null : ages,
      classes: (eligibility.classes ?? []).map((one) => words.t(`offerings.class.${one}`)).join('; '),
      conditions: eligibility.text ?? null,
      schedule: [...slots, schedule.text].filter(Boolean).join('; '),
      languages: offering.languages.map((code) => words.language(code)).join(', '),
      price:
        priceFen === 0 ? words.t('offerings.free') : [words.money(priceFen), priceUnit].filter(Boolean).join(' / '),
      payer: words.t(`offerings.payer.${offering.payer}`),
      address: offering.details.address ?? null,
      fees: offering.details.fees ?? null,
      contactPhone: offering.contactPhone,
      confirmedOn: words.date(offering.confirmedOn),
    };
    return Object.entries(values).map(([name, value]) => ({
      key: words.t(`offerings.field.${name}`),
      value: value || '—',
    }));
  }
}
