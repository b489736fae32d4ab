import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Adoptions } from '../../people/adoptions';
import { OrderSimulation, Simulations } from '../../people/simulations';
import { type Actor } from '../../platform/database';
import { Clock } from '../../platform/time';
import {
  ChangePackDraft,
  DropPackDraft,
  MakePackDraft,
  type PackDraft,
  PackDraftQuery,
  PackDrafts,
  Policies,
} from '../../reference/policies';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, schemaInput, type View, view } from '../shell';
import { PackDraftWords } from './pack-draft-words';

const id = z.uuid();
const LIST = '/console/pack-drafts';
const MakeForm = z.strictObject({ name: z.string().min(2).max(100), packCode: z.string().max(60).optional() });
const SimulateForm = z.strictObject({ on: z.iso.date().optional() });
const RemoveForm = z.strictObject({ path: z.string().max(200), from: z.iso.date() });
const NoFields = z.strictObject({});

/** Drafts of packs: made, looked at, tried, dropped (R2). Their numbers are changed on pages of their own. */
@ApiExcludeController()
@Controller('console/pack-drafts')
@RequirePermission('packs:draft')
export class PackDraftPages {
  constructor(
    private readonly drafts: PackDrafts,
    private readonly policies: Policies,
    private readonly making: MakePackDraft,
    private readonly changing: ChangePackDraft,
    private readonly dropping: DropPackDraft,
    private readonly ordering: OrderSimulation,
    private readonly simulations: Simulations,
    private readonly adoptions: Adoptions,
    private readonly words: PackDraftWords,
    private readonly forms: Forms,
    private readonly clock: Clock,
  ) {}

  @Get()
  list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor) {
    return this.listPage(actor, emptyForm(), typed);
  }

  @Post()
  make(@Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, MakeForm, {
      act: (input) => this.making.execute({ ...input, changes: [] }),
      done: (draft) => redirect(`${LIST}/${draft.id}`, { flash: { key: 'pack-drafts.list.made' } }),
      again: (form) => this.listPage(actor, form, {}),
    });
  }

  @Get(':id')
  async show(@Param('id', { schema: id }) draftId: string): Promise<View> {
    return this.page(await this.drafts.get(draftId), emptyForm());
  }

  /** Takes one change back, if the others are a pack without it. */
  @Post(':id/remove')
  async remove(@Param('id', { schema: id }) draftId: string, @Body() body: unknown) {
    const draft = await this.drafts.get(draftId);
    return this.forms.submit(body, RemoveForm, {
      act: ({ path, from }, { version }) => {
        const changes = draft.changes.filter((one) => one.path !== path || one.from !== from);
        return this.changing.execute(draftId, version ?? draft.version, { changes });
      },
      done: () => redirect(`${LIST}/${draftId}`, { flash: { key: 'pack-drafts.show.removed' } }),
      again: (form) => this.page(draft, form),
    });
  }

  @Post(':id/simulate')
  async simulate(@Param('id', { schema: id }) draftId: string, @Body() body: unknown) {
    return this.forms.submit(body, SimulateForm, {
      act: (input) => this.ordering.execute(draftId, input),
      done: (simulation) => redirect(`/console/simulations/${simulation.id}`),
      again: async (form) => this.page(await this.drafts.get(draftId), form),
    });
  }

  @Post(':id/drop')
  async drop(@Param('id', { schema: id }) draftId: string, @Body() body: unknown) {
    return this.forms.submit(body, NoFields, {
      act: () => this.dropping.execute(draftId),
      done: () => redirect(LIST, { flash: { key: 'pack-drafts.show.dropped' } }),
      again: async (form) => this.page(await this.drafts.get(draftId), form),
    });
  }

  private async listPage({ districtCodes }: Actor, form: FormModel, typed: Record<string, string>) {
    const query = PackDraftQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.drafts.list(query.success ? query.data : PackDraftQuery.parse({}));
    const packs = this.policies.all().map((pack) => ({
      value: pack.heads.at(-1)!.code,
      text: pageLocale() === 'en' ? pack.name!.en : pack.name!.zh,
    }));
    const current = this.policies.all().find((pack) => this.policies.runsOn(pack, districtCodes));
    const values = { packCode: current?.heads.at(-1)?.code, ...form.values };
    const model = {
      drafts: items.map(({ id: draftId, number, name, changes, changedAt }) => ({
        ...{ id: draftId, called: number, name, changedAt, changes: changes.length },
      })),
      packs,
      form: { ...form, values },
      next: next && `${LIST}?after=${encodeURIComponent(next)}`,
      first: typed['after'] ? LIST : null,
    };
    return view('console/administration/pack-drafts/list', model, { breadcrumbs: [TRAIL] });
  }

  private async page(draft: PackDraft, form: FormModel): Promise<View> {
    const base = this.policies.pack(draft.baseCode);
    const { id: draftId, name, number, baseVersion, version, state } = draft;
    const sections = [...new Set(this.drafts.cells(draft, this.clock.today()).map(({ section }) => section))];
    const { items } = await this.simulations.list({ draftId, limit: 20 });
    const adoptions = (await this.adoptions.list({ draftId, limit: 20 })).items;
    const model = {
      ...{ id: draftId, called: number, version, form, dropped: state !== 'open', baseVersion },
      shut: state === 'open' ? null : this.words.t(`pack-drafts.show.is-${state}`),
      adoptions: adoptions.map(({ id: one, number: called, effectiveFrom, state: stood }) => ({
        ...{ id: one, called, effectiveFrom, stands: this.words.t(`adoptions.state.${stood}`) },
      })),
      base: pageLocale() === 'en' ? base.name!.en : base.name!.zh,
      outdated: base.version === baseVersion ? null : base.version,
      changes: this.words.changes(base, draft.changes),
      sections: sections.map((section) => ({
        href: `${LIST}/${draftId}/sections/${section}`,
        text: this.words.section(section),
      })),
      simulations: items.map(({ id: one, number: called, onDay, state: stood, orderedAt }) => ({
        ...{ id: one, called, onDay, orderedAt, stands: this.words.t(`simulations.state.${stood}`) },
      })),
    };
    return view('console/administration/pack-drafts/show', model, {
      titleText: name,
      breadcrumbs: [TRAIL, { href: LIST, key: 'pack-drafts.list.title' }],
    });
  }
}

const TRAIL = { href: '/console/policy-packs', key: 'shell.areas.packs' };
