import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import {
  contractLifecycle,
  contractMoves,
  Contracts,
  contractStates,
  KeepContract,
  WARN_FROM_PERCENT,
} from '../../supply/contracts';
import { Providers } from '../../supply/providers';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { ContractParts } from './contract-parts';
import { baseOf } from './provider-pages.controller';
import { listAddress, movable, SupplyWords } from './supply-words';

const LIST = '/console/contracts';
const Filter = z.object({
  state: z.enum(contractStates).optional().catch(undefined),
  provider: z.uuid().optional().catch(undefined),
  nearlySpent: z.literal('true').optional().catch(undefined),
  after: z.string().max(400).optional().catch(undefined),
});
const yuan = z.coerce.number().pipe(z.number().min(0).max(1_000_000_000));
const Terms = z
  .strictObject({
    providerId: z.uuid().optional(),
    number: z.string().max(60),
    title: z.string().max(200),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    unit: z.string().max(30),
    unitPrice: yuan,
    quantity: z.coerce.number().pipe(z.number().int().min(1).max(10_000_000)),
    budget: yuan,
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, { path: ['endsOn'], error: 'contract-dates-reversed' });
const Move = z.strictObject({ move: z.enum(contractMoves), reason: z.string().max(500).optional() });
const SAVED = { flash: { key: 'contracts.saved', kind: 'success' as const } };

const fenTerms = ({ unitPrice, budget, providerId: _provider, ...terms }: z.output<typeof Terms>) => ({
  ...terms,
  unitPriceFen: Math.round(unitPrice * 100),
  budgetFen: Math.round(budget * 100),
});

/** Contracts of purchased service (R73, R77): plain forms. */
@ApiExcludeController()
@Controller('console/contracts')
export class ContractPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly contracts: Contracts,
    private readonly keep: KeepContract,
    private readonly providers: Providers,
    private readonly words: SupplyWords,
    private readonly shown: ContractParts,
  ) {}

  @Get()
  @RequirePermission('contracts:read')
  async list(@Query() query: unknown, @CurrentActor() actor: Actor): Promise<View> {
    const { after, ...filter } = Filter.parse(query);
    const { state, provider: providerId, nearlySpent } = filter;
    const page = await this.contracts.list({
      state,
      providerId,
      nearlySpent: nearlySpent === 'true',
      after,
      limit: 50,
    });
    const { words } = this;
    return view('console/supply/contracts/list', {
      form: emptyForm(filter),
      states: words.items('contracts.state.', contractStates),
      warned: [{ value: 'true', text: words.t('contracts.list.nearly', { percent: WARN_FROM_PERCENT }) }],
      mayWrite: allows(actor.roles, 'contracts:write'),
      head: words.heads('contracts.field.', ['number', 'title', 'provider', 'endsOn', 'left', 'used', 'state']),
      rows: await this.shown.rows(page.items),
      first: after ? listAddress(LIST, filter) : null,
      next: page.next && listAddress(LIST, { ...filter, after: page.next }),
    });
  }

  @Get('new')
  @RequirePermission('contracts:write')
  create(): Promise<View> {
    return this.newPage(emptyForm());
  }

  @Post('new')
  @RequirePermission('contracts:write')
  add(@Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(
      body,
      Terms.refine((terms) => terms.providerId, { path: ['providerId'], error: 'field-required' }),
      {
        act: (terms) => this.keep.create({ ...fenTerms(terms), providerId: terms.providerId ?? '' }),
        done: ({ id }) => redirect(`${LIST}/${id}`, SAVED),
        again: (form) => this.newPage(form),
      },
    );
  }

  @Get(':id')
  @RequirePermission('contracts:read')
  page(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.contractPage(id, actor, null);
  }

  @Post(':id/edit')
  @RequirePermission('contracts:write')
  edit(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Terms, {
      act: (terms, { version }) => this.keep.edit(id, baseOf(version), fenTerms(terms)),
      done: () => redirect(`${LIST}/${id}`, SAVED),
      again: (form) => this.contractPage(id, actor, form),
    });
  }

  @Post(':id/move')
  @RequirePermission('contracts:write')
  move(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Move, {
      act: ({ move, reason }) => this.keep.move(id, move, reason ?? null),
      done: () => redirect(`${LIST}/${id}`, SAVED),
      again: (form) => this.contractPage(id, actor, form),
    });
  }

  private async newPage(form: FormModel): Promise<View> {
    const page = await this.providers.list({ state: 'approved', limit: 200 });
    const providers = page.items.map(({ id, name }) => ({ value: id, text: name }));
    return view('console/supply/contracts/new', { form, providers });
  }

  private async contractPage(id: string, actor: Actor, typed: FormModel | null): Promise<View> {
    const standing = await this.contracts.get(id);
    const { state, version, unitPriceFen, budgetFen, ...terms } = standing.contract;
    const values = { ...terms, unitPrice: (unitPriceFen / 100).toFixed(2), budget: (budgetFen / 100).toFixed(2) };
    const mayWrite = allows(actor.roles, 'contracts:write');
    const moves = mayWrite ? movable(contractLifecycle.allowed(state, actor.roles), contractMoves) : [];
    const model = {
      ...{ id, version, form: typed ?? emptyForm(values), mayEdit: mayWrite && state !== 'ended' },
      moves: this.words.items('contracts.act.', moves),
      state: this.words.state('contracts.state.', state),
      warning: this.shown.warning(standing),
      facts: await this.shown.facts(standing),
      ledger: await this.shown.ledger(id),
    };
    return view('console/supply/contracts/show', model, {
      titleText: terms.title,
      breadcrumbs: [{ href: LIST, key: 'shell.areas.contracts' }],
    });
  }
}
