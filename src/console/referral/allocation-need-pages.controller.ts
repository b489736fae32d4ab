import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import {
  type Allocation,
  AllocationFigures,
  type AllocationNeed,
  AllocationNeedQuery,
  allocationOutcomes,
  AllocationPartQuery,
  AllocationParts,
  Allocations,
  AllocationViews,
  PinChoice,
  publications,
} from '../../referral/allocations';
import { Accounts } from '../../trust/accounts';
import { RequirePermission } from '../../trust/access';
import {
  emptyForm,
  type FormModel,
  Forms,
  pageLocale,
  type Redirect,
  redirect,
  schemaInput,
  view,
  type View,
} from '../shell';
import { PinForm } from './allocation-forms';
import { AllocationWords } from './allocation-words';

const id = z.uuid();
const LIST = '/console/allocations';
const NoFields = z.strictObject({});
/** States in which a person may still choose otherwise. */
const CHOOSING: readonly string[] = ['solved', 'under-review'];

/** The needs of an allocation, what each got and why, and a person's choice for one of them (R22, matching.md 3.4). */
@ApiExcludeController()
@Controller('console/allocations/:id')
export class AllocationNeedPages {
  constructor(
    private readonly allocations: Allocations,
    private readonly parts: AllocationParts,
    private readonly views: AllocationViews,
    private readonly figures: AllocationFigures,
    private readonly pinning: PinChoice,
    private readonly households: Households,
    private readonly accounts: Accounts,
    private readonly words: AllocationWords,
    private readonly forms: Forms,
  ) {}

  @Get('needs')
  @RequirePermission('allocations:read')
  async list(@Param('id', { schema: id }) allocationId: string, @Query() typed: Record<string, string>): Promise<View> {
    const row = await this.allocations.get(allocationId);
    const parsed = AllocationNeedQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : AllocationNeedQuery.parse({});
    const { items, next } = await this.parts.needs(allocationId, query);
    const { after: _, ...filters } = typed;
    const townships = await this.words.townships();
    const model = {
      ...{ id: allocationId, form: emptyForm(typed), filters, next, townships, codes: this.words.families() },
      outcomes: allocationOutcomes.map((value) => ({ value, text: this.words.text(`outcome.${value}`) })),
      publications: publications.map((value) => ({ value, text: this.words.text(`published.${value}`) })),
      rows: await this.rows(items),
    };
    return view('console/referral/allocations/needs', model, {
      title: 'allocation-pages.needs.title',
      breadcrumbs: this.trail(row).slice(0, 2),
    });
  }

  @Get('needs/:needId')
  @RequirePermission('allocations:read')
  async one(@Param('id', { schema: id }) allocationId: string, @Param('needId', { schema: id }) needId: string) {
    return this.needPage(allocationId, needId, emptyForm());
  }

  @Post('needs/:needId')
  @RequirePermission('allocations:run')
  choose(
    @Param('id', { schema: id }) allocationId: string,
    @Param('needId', { schema: id }) needId: string,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, PinForm, {
      act: (input) => this.pinning.make(allocationId, { needId, ...input }),
      done: () =>
        redirect(`${LIST}/${allocationId}/needs/${needId}`, { flash: { key: 'allocation-pages.done.chosen' } }),
      again: (form) => this.needPage(allocationId, needId, form),
    });
  }

  /** Choices of people, the newest first, those taken back too. */
  @Get('pins')
  @RequirePermission('allocations:read')
  async pins(@Param('id', { schema: id }) allocationId: string, @Query() typed: Record<string, string>): Promise<View> {
    const parsed = AllocationPartQuery.safeParse(schemaInput(typed));
    return this.pinsPage(allocationId, parsed.success ? parsed.data : AllocationPartQuery.parse({}), emptyForm());
  }

  @Post('pins/:pinId/remove')
  @RequirePermission('allocations:run')
  remove(
    @Param('id', { schema: id }) allocationId: string,
    @Param('pinId', { schema: id }) pinId: string,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, NoFields, {
      act: () => this.pinning.remove(allocationId, pinId),
      done: () => redirect(`${LIST}/${allocationId}/pins`, { flash: { key: 'allocation-pages.done.unpinned' } }),
      again: (form) => this.pinsPage(allocationId, AllocationPartQuery.parse({}), form),
    });
  }

  private async needPage(allocationId: string, needId: string, form: FormModel): Promise<View> {
    const row = await this.allocations.get(allocationId);
    const need = await this.figures.need(allocationId, needId);
    const [shown] = await this.rows([need]);
    const choices = await this.figures.offeringsFor(allocationId, need.code, shown!.offeringIds);
    const model = {
      ...{ id: allocationId, needId, form, need: shown, householdId: need.householdId },
      parts: shown!.parts,
      mayChoose: CHOOSING.includes(row.state) && need.choices > 0,
      choices: need.choices,
      offerings: choices.map(({ offeringId, name, capacity, taken }) => ({
        value: offeringId,
        text:
          capacity === null
            ? this.words.text('needs.offering-open', { name })
            : this.words.text('needs.offering', { name, capacity, taken }),
      })),
      kinds: (['pin', 'forbid'] as const).map((value) => ({
        ...{ value, text: this.words.text(`pin.${value}`), hint: this.words.text(`pin.${value}-hint`) },
      })),
    };
    return view('console/referral/allocations/need', model, {
      titleText: `${shown!.household} ${shown!.need}`,
      breadcrumbs: this.trail(row),
    });
  }

  private async pinsPage(allocationId: string, query: AllocationPartQuery, form: FormModel): Promise<View> {
    const row = await this.allocations.get(allocationId);
    const { items, next } = await this.parts.pins(allocationId, query);
    const pins = await this.views.pins(items);
    const names = await this.households.namesOf([...new Set(pins.map(({ householdId }) => householdId))]);
    const people = await this.accounts.names([...new Set(pins.map(({ madeBy }) => madeBy))]);
    const address = `${LIST}/${allocationId}/pins`;
    const model = {
      ...{ id: allocationId, form, open: CHOOSING.includes(row.state) },
      rows: pins.map((pin) => ({
        ...{
          id: pin.id,
          at: pin.madeAt,
          who: people.get(pin.madeBy) ?? '',
          household: names.get(pin.householdId) ?? '',
        },
        ...{ offering: pin.offering?.name ?? this.words.hidden(), reason: pin.reason ?? this.words.hidden() },
        ...{ href: `${LIST}/${allocationId}/needs/${pin.needId}`, removed: pin.removedAt !== null },
        kind: this.words.text(`pin.${pin.kind}`),
      })),
      next: next && `${address}?after=${encodeURIComponent(next)}`,
      first: query.after ? address : null,
    };
    return view('console/referral/allocations/pins', model, {
      title: 'allocation-pages.pins.title',
      breadcrumbs: this.trail(row).slice(0, 2),
    });
  }

  /** Needs with their household, what they got and why, in words and as far as the file is the reader's (C3). */
  private async rows(needs: readonly AllocationNeed[]) {
    const names = await this.households.namesOf([...new Set(needs.map(({ householdId }) => householdId))]);
    const views = await this.views.needs(needs, pageLocale());
    return views.map((need) => ({
      ...{ needId: need.needId, household: names.get(need.householdId) ?? '', parts: need.parts },
      need: need.code === null ? this.words.hidden() : this.words.service(need.code),
      severity: need.severity === null ? this.words.hidden() : this.words.severity(need.severity),
      outcome: this.words.text(`outcome.${need.outcome ?? 'none'}`),
      ...{ offering: need.offering?.name ?? null, reason: need.because, alternative: need.alternative?.text ?? null },
      publication: need.publication === null ? null : this.words.text(`published.${need.publication}`),
      ...{ leftOut: need.leftOutText, referralId: need.referralId },
      offeringIds: [need.offering, need.alternative?.offering].flatMap((one) => (one ? [one.id] : [])),
    }));
  }

  private trail({ id: allocationId, name }: Allocation) {
    return [
      { href: LIST, key: 'shell.areas.allocations' },
      { href: `${LIST}/${allocationId}`, text: name },
      { href: `${LIST}/${allocationId}/needs`, key: 'allocation-pages.needs.title' },
    ];
  }
}
