import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Taxonomy } from '../../reference/taxonomy';
import { ConfirmOfferings, MoveOfferings, type Offering, Offerings, offeringStates } from '../../supply/offerings';
import { Providers } from '../../supply/providers';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, type Redirect, redirect, type View, view } from '../shell';
import { listAddress, SupplyWords } from './supply-words';

const LIST = '/console/offerings';
const Filter = z.object({
  code: z
    .string()
    .regex(/^[A-Z]{2}(-\d{2})?$/)
    .optional()
    .catch(undefined),
  state: z.enum(offeringStates).optional().catch(undefined),
  provider: z.uuid().optional().catch(undefined),
  confirm: z.enum(['due']).optional().catch(undefined),
  q: z.string().trim().max(60).optional().catch(undefined),
  after: z.string().max(400).optional().catch(undefined),
});
type Filter = z.output<typeof Filter>;
const Bulk = z.strictObject({
  ids: oneOrMany(z.uuid()).refine((ids) => ids.length > 0, 'offerings-none-chosen'),
  act: z.enum(['pause', 'resume', 'confirm']),
  reason: z.string().max(500).optional(),
});

/** Offerings: a list with its filters in the address, and acts on several of them at once. */
@ApiExcludeController()
@Controller('console/offerings')
export class OfferingListController {
  constructor(
    private readonly forms: Forms,
    private readonly offerings: Offerings,
    private readonly providers: Providers,
    private readonly taxonomy: Taxonomy,
    private readonly moveOfferings: MoveOfferings,
    private readonly confirmOfferings: ConfirmOfferings,
    private readonly words: SupplyWords,
  ) {}

  @Get()
  @RequirePermission('offerings:read')
  list(@Query() query: unknown, @CurrentActor() actor: Actor): Promise<View> {
    return this.listPage(Filter.parse(query), actor, emptyForm());
  }

  @Post('many')
  @RequirePermission('offerings:write')
  many(@Body() body: unknown, @CurrentActor() actor: Actor): Promise<View | Redirect> {
    return this.forms.submit(body, Bulk, {
      act: ({ ids, act, reason }) =>
        act === 'confirm' ? this.confirmOfferings.execute(ids) : this.moveOfferings.execute(ids, act, reason ?? null),
      done: () => redirect(LIST, { flash: { key: 'offerings.saved', kind: 'success' } }),
      again: (form) => this.listPage({ provider: actor.organisationId ?? undefined }, actor, form),
    });
  }

  private async listPage({ after, ...filter }: Filter, actor: Actor, bulk: FormModel): Promise<View> {
    const page = await this.offerings.list({
      state: filter.state,
      q: filter.q,
      providerId: filter.provider,
      codes: filter.code === undefined ? undefined : this.taxonomy.family(filter.code),
      confirmedBefore: filter.confirm === 'due' ? this.offerings.confirmBefore() : undefined,
      after,
      limit: 50,
    });
    const names = await this.providers.names(page.items.map((row) => row.providerId));
    const mayWrite = allows(actor.roles, 'offerings:write');
    const { words } = this;
    const own = actor.organisationId;
    return view('console/supply/offerings/list', {
      form: emptyForm(filter),
      bulk,
      mayWrite,
      own: own === null ? null : listAddress(LIST, { provider: own }),
      due: own === null ? null : listAddress(LIST, { provider: own, confirm: 'due', state: 'listed' }),
      filter: { provider: filter.provider ?? null, confirm: filter.confirm ?? null },
      codes: words.families(),
      states: words.items('offerings.state.', offeringStates),
      acts: words.items('offerings.act.', ['pause', 'resume', 'confirm']),
      rows: page.items.map((row) => ({
        ...this.row(row, names),
        mine: mayWrite && (own === null || row.providerId === own),
        chosen: Array.isArray(bulk.values.ids) ? bulk.values.ids.includes(row.id) : bulk.values.ids === row.id,
      })),
      first: after ? listAddress(LIST, filter) : null,
      next: page.next && listAddress(LIST, { ...filter, after: page.next }),
    });
  }

  private row(row: Offering, names: ReadonlyMap<string, string>) {
    const { text: state, colour } = this.words.state('offerings.state.', row.state);
    return {
      id: row.id,
      name: row.name,
      code: this.words.code(row.code),
      provider: names.get(row.providerId) ?? '—',
      state,
      colour: colour ?? 'grey',
      places: row.capacityPerPeriod,
      confirmedOn: row.confirmedOn,
      due: row.confirmedOn === null || row.confirmedOn < this.offerings.confirmBefore(),
    };
  }
}
