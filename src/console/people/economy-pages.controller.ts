import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import {
  Economy,
  type EconomyLine,
  economyKinds,
  economyMethods,
  economyPeriods,
  EconomyViews,
  itemsOf,
} from '../../people/verification';
import { RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { emptyForm, type FormModel, Forms, redirect, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { LineChoices } from './line-choices';
import { ObligorPanel } from './obligor-panel';
import { yuan } from './yuan';

const id = z.uuid();
const edit = {
  amount: yuan,
  period: z.enum(economyPeriods),
  method: z.enum(economyMethods).default('declared'),
  asOf: z.iso.date().optional(),
  note: z.string().max(500).optional(),
  trade: z.string().max(100).optional(),
  exemptOn: z.string().max(100).optional(),
  exemptReason: z.string().max(500).optional(),
};
/** A choice that was emptied is taken back. */
const NONE = { trade: null, exemptOn: null, exemptReason: null };
const items = economyKinds.flatMap((kind) => [...itemsOf[kind]]);
const addForm = z.strictObject({
  item: z.enum(items as [string, ...string[]]),
  memberId: z.uuid().optional(),
  ...edit,
});
const editForm = z.strictObject(edit);
const kindOf = (item: string) => economyKinds.find((kind) => itemsOf[kind].includes(item)) ?? 'income';

/** Income, spending and property of a household, with their totals. */
@ApiExcludeController()
@Controller('console')
export class EconomyPages {
  constructor(
    private readonly economy: Economy,
    private readonly views: EconomyViews,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
    private readonly obligors: ObligorPanel,
    private readonly packChoices: LineChoices,
    private readonly audit: Audit,
  ) {}

  @Get('households/:id/economy')
  @RequirePermission('economy:read')
  async show(@Param('id', { schema: id }) householdId: string) {
    const subject = { subjectType: 'household', subjectId: householdId, householdId };
    await this.audit.read({ action: 'economy.read', ...subject });
    await this.audit.read({ action: 'obligors.read', ...subject });
    return this.page(householdId, emptyForm({ period: 'month' }));
  }

  @Post('households/:id/economy')
  @RequirePermission('economy:write')
  add(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, addForm, {
      act: ({ amount: amountFen, item, ...line }) =>
        this.economy.add(householdId, { ...line, item, kind: kindOf(item), amountFen }),
      done: () =>
        redirect(`/console/households/${householdId}/economy`, { flash: { key: 'verification.economy.added' } }),
      again: (form) => this.page(householdId, form),
    });
  }

  @Get('economy/:id')
  @RequirePermission('economy:write')
  async line(@Param('id', { schema: id }) lineId: string) {
    const line = await this.views.line(lineId);
    const { amountFen, period, method, asOf, note, trade, exemptOn, exemptReason } = line;
    const stored = { period, method, asOf, note, trade, exemptOn, exemptReason };
    return this.linePage(line, emptyForm({ amount: (amountFen / 100).toFixed(2), ...stored }));
  }

  @Post('economy/:id')
  @RequirePermission('economy:write')
  async change(@Param('id', { schema: id }) lineId: string, @Body() body: unknown) {
    const line = await this.views.line(lineId);
    return this.forms.submit(body, editForm, {
      act: ({ amount: amountFen, ...changes }, { version }) =>
        this.economy.edit(lineId, version ?? line.version, { ...NONE, ...changes, amountFen }),
      done: () =>
        redirect(`/console/households/${line.householdId}/economy`, { flash: { key: 'verification.economy.changed' } }),
      again: (form) => this.linePage(line, form),
    });
  }

  @Post('economy/:id/end')
  @RequirePermission('economy:write')
  async end(@Param('id', { schema: id }) lineId: string) {
    await this.views.line(lineId);
    const { householdId } = await this.economy.end(lineId);
    return redirect(`/console/households/${householdId}/economy`, {
      flash: { key: 'verification.economy.line-ended' },
    });
  }

  private choices() {
    return {
      periods: this.words.choices('verification.period.', economyPeriods),
      methods: this.words.choices('verification.method.', economyMethods),
    };
  }

  private async page(householdId: string, form: FormModel) {
    const household = await this.households.open(householdId);
    const names = await this.words.names(householdId);
    const everybody = this.words.text('verification.economy.whole-household');
    const { items: shown, totals, withheld } = await this.views.of(householdId);
    const lines = shown.map((line) => ({
      ...line,
      who: names.get(line.memberId ?? '') ?? everybody,
      told: this.packChoices.told(household.districtCode, line),
      ended: line.endedAt !== null,
    }));
    const model = {
      ...{ id: householdId, form, lines, totals, withheld },
      ...this.choices(),
      ...this.packChoices.of(household.districtCode),
      obligors: await this.obligors.of(householdId),
      items: economyKinds.flatMap((kind) => {
        const name = this.words.text(`verification.kind.${kind}`);
        return this.words
          .choices('verification.item.', itemsOf[kind])
          .map(({ value, text }) => ({ value, text: `${name} · ${text}` }));
      }),
      people: await this.words.people(householdId, everybody),
    };
    return view('console/people/economy/household-economy', model, {
      title: 'verification.pages.economy',
      breadcrumbs: this.words.trail(household),
    });
  }

  private async linePage(line: EconomyLine, form: FormModel) {
    const household = await this.households.open(line.householdId);
    const ofPack = this.packChoices.of(household.districtCode, line);
    const model = { id: line.id, version: line.version, item: line.item, form, ...this.choices(), ...ofPack };
    return view('console/people/economy/economy-line', model, {
      title: 'verification.pages.line',
      breadcrumbs: this.words.trail(household),
    });
  }
}
