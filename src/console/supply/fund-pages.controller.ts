import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import { invalid } from '../../platform/errors';
import {
  fundLayers,
  type FundRequest,
  fundRequestLifecycle,
  fundRequestMoves,
  Funds,
  KeepFund,
  RequestFund,
} from '../../supply/funds';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { movable, SupplyWords } from './supply-words';

const LIST = '/console/funds';
const yuan = z.coerce.number().pipe(z.number().min(0).max(1_000_000_000));
const amount = yuan.refine((value) => value >= 0.01, 'fund-amount-missing');
const NewFund = z.strictObject({
  name: z.string().max(120),
  purpose: z.string().max(1000),
  donorRestriction: z.string().max(1000).optional(),
  ceiling: yuan.default(0),
  layer: z.enum(fundLayers),
});
const PayIn = z.strictObject({ paidIn: amount, note: z.string().max(300).optional() });
const Ask = z.strictObject({ householdNumber: z.string().trim().max(20), amount, purpose: z.string().max(1000) });
const Move = z.strictObject({ move: z.enum(fundRequestMoves), reason: z.string().max(500).optional() });
const SAVED = { flash: { key: 'funds.saved', kind: 'success' as const } };
const fen = (value: number): number => Math.round(value * 100);

/** Fund pots and the requests to them, approved by two people (R13). */
@ApiExcludeController()
@Controller('console/funds')
export class FundPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly funds: Funds,
    private readonly keep: KeepFund,
    private readonly requestFund: RequestFund,
    private readonly households: Households,
    private readonly words: SupplyWords,
  ) {}

  @Get()
  @RequirePermission('funds:read')
  async list(@CurrentActor() actor: Actor): Promise<View> {
    const page = await this.funds.list({ limit: 200 });
    const { words } = this;
    return view('console/supply/funds/list', {
      mayWrite: allows(actor.roles, 'funds:write'),
      head: words.heads('funds.field.', ['name', 'layer', 'balance', 'reserved', 'left', 'state']),
      rows: page.items.map((row) => [
        { text: row.name, href: `${LIST}/${row.id}`, header: true },
        { text: words.t(`funds.layer.${row.layer}`) },
        { text: words.money(row.balanceFen), numeric: true },
        { text: words.money(row.reservedFen), numeric: true },
        { text: words.money(row.balanceFen - row.reservedFen), numeric: true },
        words.state('funds.state.', row.state),
      ]),
    });
  }

  @Get('new')
  @RequirePermission('funds:write')
  create(): View {
    return this.newPage(emptyForm({ layer: 'special-fund' }));
  }

  @Post('new')
  @RequirePermission('funds:write')
  add(@Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, NewFund, {
      act: ({ ceiling, ...fund }) => this.keep.create({ ...fund, householdCeilingFen: fen(ceiling) }),
      done: ({ id }) => redirect(`${LIST}/${id}`, SAVED),
      again: (form) => this.newPage(form),
    });
  }

  @Get(':id')
  @RequirePermission('funds:read')
  page(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.fundPage(id, actor, emptyForm());
  }

  @Post(':id/pay-in')
  @RequirePermission('funds:write')
  payIn(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, PayIn, {
      act: ({ paidIn, note }) => this.keep.payIn(id, { amountFen: fen(paidIn), note }),
      done: () => redirect(`${LIST}/${id}`, SAVED),
      again: (form) => this.fundPage(id, actor, form),
    });
  }

  @Post(':id/requests')
  @RequirePermission('funds:write')
  ask(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Ask, {
      act: async ({ amount: sum, householdNumber, purpose }) => {
        const holderId = await this.households.idOfNumber(householdNumber);
        if (!holderId) throw invalid([{ field: 'householdNumber', code: 'household-not-found' }]);
        return this.requestFund.create(id, { holderId, purpose, amountFen: fen(sum) });
      },
      done: () => redirect(`${LIST}/${id}`, SAVED),
      again: (form) => this.fundPage(id, actor, form),
    });
  }

  @Post(':id/requests/:request')
  @RequirePermission('funds:write')
  move(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('request', ParseUUIDPipe) request: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Move, {
      act: ({ move, reason }) => this.requestFund.move(id, request, move, reason ?? null),
      done: () => redirect(`${LIST}/${id}`, SAVED),
      again: (form) => this.fundPage(id, actor, form),
    });
  }

  private newPage(form: FormModel): View {
    return view('console/supply/funds/new', { form, layers: this.words.items('funds.layer.', fundLayers) });
  }

  private async fundPage(id: string, actor: Actor, form: FormModel): Promise<View> {
    const fund = await this.funds.get(id);
    const { items } = await this.funds.requestsOf({ fundId: id, limit: 100 });
    const holders = await this.households.namesOf(items.map(({ holderId }) => holderId));
    const mayWrite = allows(actor.roles, 'funds:write');
    const { words } = this;
    const { balanceFen, reservedFen, householdCeilingFen } = fund;
    const fact = (name: string, value: string) => ({ key: words.t(`funds.field.${name}`), value });
    const model = {
      id,
      form,
      mayWrite: mayWrite && fund.state === 'open',
      facts: [
        fact('purpose', fund.purpose),
        fact('donorRestriction', fund.donorRestriction ?? '—'),
        fact('layer', words.t(`funds.layer.${fund.layer}`)),
        fact('balance', words.money(balanceFen)),
        fact('reserved', words.money(reservedFen)),
        fact('left', words.money(balanceFen - reservedFen)),
        fact('ceiling', householdCeilingFen === 0 ? '—' : words.money(householdCeilingFen)),
        fact('state', words.t(`funds.state.${fund.state}`)),
      ],
      requests: items.map((row) => this.request(row, holders.get(row.holderId), actor, mayWrite)),
      head: words.heads('funds.entry.', ['at', 'kind', 'amount', 'note']),
      entries: (await this.funds.entries(id)).map((row) => [
        { text: words.date(row.enteredAt), header: true },
        { text: words.t(`funds.entry-kind.${row.kind}`) },
        { text: words.money(row.amountFen), numeric: true },
        { text: row.note ?? '' },
      ]),
    };
    return view('console/supply/funds/show', model, {
      titleText: fund.name,
      breadcrumbs: [{ href: LIST, key: 'shell.areas.funds' }],
    });
  }

  /** @param holder name of the household, unless it is out of the reader's reach */
  private request(row: FundRequest, holder: string | undefined, actor: Actor, mayWrite: boolean) {
    const { words } = this;
    const { text, colour } = words.state('funds.request-state.', row.state);
    // Who approved once does not approve twice.
    const allowed = fundRequestLifecycle
      .allowed(row.state, actor.roles)
      .filter((move) => move !== 'approve' || row.firstApprover !== actor.userId);
    return {
      id: row.id,
      holder: holder ?? words.t('funds.show.holder-hidden'),
      purpose: row.purpose,
      amountFen: row.amountFen,
      state: text,
      colour: colour ?? 'grey',
      moves: mayWrite ? words.items('funds.act.', movable(allowed, fundRequestMoves)) : [],
    };
  }
}
