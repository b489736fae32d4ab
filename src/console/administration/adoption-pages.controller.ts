import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type Adoption,
  AdoptionQuery,
  AdoptionReason,
  Adoptions,
  DecideAdoption,
  WithdrawAdoption,
} from '../../people/adoptions';
import { OrderRecalculation, Recalculations } from '../../people/recalculations';
import { movements, Simulations } from '../../people/simulations';
import { formatDate, formatMoney } from '../../platform/i18n';
import { PackDrafts, Policies } from '../../reference/policies';
import { RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, schemaInput, type View, view } from '../shell';
import { PackDraftWords } from './pack-draft-words';

const id = z.uuid();
const LIST = '/console/pack-adoptions';
const BATCHES = '/console/recalculations';
const TRAIL = { href: '/console/policy-packs', key: 'shell.areas.packs' };
const DecideForm = AdoptionReason.extend({ decision: z.enum(['confirm', 'refuse']) });
const NoFields = z.strictObject({});

/** From a simulated draft to a version of the pack: looked at and decided by a second person, taken back, carried out (R2). */
@ApiExcludeController()
@Controller('console/pack-adoptions')
@RequirePermission('adoptions:read')
export class AdoptionPages {
  constructor(
    private readonly adoptions: Adoptions,
    private readonly deciding: DecideAdoption,
    private readonly withdrawing: WithdrawAdoption,
    private readonly ordering: OrderRecalculation,
    private readonly recalculations: Recalculations,
    private readonly simulations: Simulations,
    private readonly drafts: PackDrafts,
    private readonly policies: Policies,
    private readonly accounts: Accounts,
    private readonly words: PackDraftWords,
    private readonly forms: Forms,
  ) {}

  @Get()
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const query = AdoptionQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.adoptions.list(query.success ? query.data : AdoptionQuery.parse({}));
    const model = {
      adoptions: items.map(({ id: one, number, effectiveFrom, askedAt, state }) => ({
        ...{ id: one, called: number, effectiveFrom, askedAt, stands: this.words.t(`adoptions.state.${state}`) },
      })),
      next: next && `${LIST}?after=${encodeURIComponent(next)}`,
      first: typed['after'] ? LIST : null,
    };
    return view('console/administration/adoptions/list', model, {
      breadcrumbs: [TRAIL],
      title: 'adoptions.list.title',
    });
  }

  @Get(':id')
  async show(@Param('id', { schema: id }) adoptionId: string): Promise<View> {
    return this.page(await this.adoptions.get(adoptionId), emptyForm());
  }

  @Post(':id/decide')
  @RequirePermission('adoptions:decide')
  decide(@Param('id', { schema: id }) adoptionId: string, @Body() body: unknown) {
    return this.forms.submit(body, DecideForm, {
      act: ({ decision, reason }) => this.deciding[decision](adoptionId, { reason }),
      done: ({ state }) =>
        redirect(`${LIST}/${adoptionId}`, {
          flash: { key: `adoptions.show.${state === 'adopted' ? 'confirmed' : 'refused'}` },
        }),
      again: (form) => this.again(adoptionId, form),
    });
  }

  @Post(':id/cancel')
  @RequirePermission('adoptions:ask')
  cancel(@Param('id', { schema: id }) adoptionId: string, @Body() body: unknown) {
    return this.forms.submit(body, NoFields, {
      act: () => this.deciding.cancel(adoptionId),
      done: () => redirect(`${LIST}/${adoptionId}`, { flash: { key: 'adoptions.show.cancelled' } }),
      again: (form) => this.again(adoptionId, form),
    });
  }

  @Post(':id/withdraw')
  @RequirePermission('adoptions:ask')
  withdraw(@Param('id', { schema: id }) adoptionId: string, @Body() body: unknown) {
    return this.forms.submit(body, AdoptionReason, {
      act: (input) => this.withdrawing.execute(adoptionId, input),
      done: () => redirect(`${LIST}/${adoptionId}`, { flash: { key: 'adoptions.show.withdrawn-done' } }),
      again: (form) => this.again(adoptionId, form),
    });
  }

  @Post(':id/recalculate')
  @RequirePermission('recalculations:run')
  recalculate(@Param('id', { schema: id }) adoptionId: string, @Body() body: unknown) {
    return this.forms.submit(body, NoFields, {
      act: () => this.ordering.execute(adoptionId),
      done: (batch) => redirect(`${BATCHES}/${batch.id}`),
      again: (form) => this.again(adoptionId, form),
    });
  }

  private async again(adoptionId: string, form: FormModel): Promise<View> {
    return this.page(await this.adoptions.get(adoptionId), form);
  }

  private async page(row: Adoption, form: FormModel): Promise<View> {
    const { id: adoptionId, number, state, draftId, simulationId } = row;
    const draft = await this.drafts.get(draftId);
    const base = this.policies.pack(draft.baseCode);
    const allowed = await this.adoptions.allowed(row);
    const { items } = await this.recalculations.list({ adoptionId, limit: 20 });
    const model = {
      ...{ id: adoptionId, form, draftId, simulationId, state, stands: this.words.t(`adoptions.state.${state}`) },
      facts: await this.facts(row, draft.name),
      changes: this.words.changes(base, draft.changes),
      effect: await this.effect(simulationId),
      can: Object.fromEntries(allowed.map((move) => [move, true])),
      waits: state === 'asked' && !allowed.includes('adopt'),
      adopted: state === 'adopted',
      batches: items.map(({ id: one, number: called, onDay, state: stood }) => ({
        ...{ href: `${BATCHES}/${one}`, called, onDay, stands: this.words.t(`recalculations.state.${stood}`) },
      })),
    };
    return view('console/administration/adoptions/show', model, {
      titleText: `${number} ${draft.name}`,
      breadcrumbs: [TRAIL, { href: LIST, key: 'adoptions.list.title' }],
    });
  }

  /** Who, when and why, line by line; what is not there yet is left out. */
  private async facts(row: Adoption, draft: string): Promise<Array<{ key: string; value: string }>> {
    const { askedBy, askedAt, decidedBy, decidedAt, packCode } = row;
    const names = await this.accounts.names([askedBy, ...(decidedBy === null ? [] : [decidedBy])]);
    const who = (one: string, at: Date) => `${names.get(one) ?? ''} · ${formatDate(pageLocale(), at)}`;
    const heads = packCode === null ? [] : this.policies.pack(packCode).heads;
    const lines: Array<[string, string | null]> = [
      ['draft', draft],
      ['from', formatDate(pageLocale(), row.effectiveFrom)],
      ['reason', row.reason],
      ['asked-by', who(askedBy, askedAt)],
      ['decided-by', decidedBy && decidedAt && who(decidedBy, decidedAt)],
      ['decision', row.decisionReason],
      ['pack', row.packVersion],
      ['layers', heads.map(({ name }) => (pageLocale() === 'en' ? name.en : name.zh)).join(' ← ')],
      ['withdrawn', row.withdrawReason],
    ];
    return lines.flatMap(([key, value]) => (value ? [{ key: this.words.t(`adoptions.show.${key}`), value }] : []));
  }

  /** What the simulation said; null once it has ended. */
  private async effect(simulationId: string) {
    if ((await this.simulations.get(simulationId)).state !== 'done') return null;
    const { all } = await this.simulations.totals(simulationId);
    const money = (fen: number) => formatMoney(pageLocale(), fen);
    return {
      moved: movements.map((one) => ({ text: this.words.t(`simulations.movement.${one}`), count: all.moved[one] })),
      ...{ families: all.families, before: money(all.fenBefore), after: money(all.fenAfter) },
      difference: money(all.fenAfter - all.fenBefore),
    };
  }
}
