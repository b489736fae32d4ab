import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import {
  EditProvider,
  EditProviderInput,
  type Provider,
  providerKinds,
  Providers,
  providerStates,
} from '../../supply/providers';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { listAddress, SupplyWords } from './supply-words';
import { requireOwnProvider } from './own-provider';

const Filter = z.object({
  state: z.enum(providerStates).optional().catch(undefined),
  kind: z.enum(providerKinds).optional().catch(undefined),
  q: z.string().trim().max(60).optional().catch(undefined),
  after: z.string().max(400).optional().catch(undefined),
});
const LIST = '/console/providers';

/** Providers of the district: the list with the queue of applications, and correcting their data. */
@ApiExcludeController()
@Controller('console/providers')
export class ProviderPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly providers: Providers,
    private readonly edit: EditProvider,
    private readonly words: SupplyWords,
  ) {}

  @Get()
  @RequirePermission('providers:read')
  async list(@Query() query: unknown, @CurrentActor() actor: Actor): Promise<View> {
    const { after, ...filter } = Filter.parse(query);
    const page = await this.providers.list({ ...filter, after, limit: 50 });
    const { words } = this;
    return view('console/supply/providers/list', {
      form: emptyForm(filter),
      states: words.items('providers.state.', providerStates),
      kinds: words.items('providers.kind.', providerKinds),
      head: words.heads('providers.field.', ['name', 'kind', 'state', 'phone', 'number']),
      rows: page.items.map((row) => this.row(row)),
      own: actor.organisationId === null ? null : `${LIST}/${actor.organisationId}`,
      first: after ? listAddress(LIST, filter) : null,
      next: page.next && listAddress(LIST, { ...filter, after: page.next }),
    });
  }

  @Get(':id/edit')
  @RequirePermission('providers:write')
  async editForm(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<View> {
    const provider = await this.providers.get(id);
    requireOwnProvider(actor, provider.id);
    return this.editPage(provider, emptyForm(provider));
  }

  @Post(':id/edit')
  @RequirePermission('providers:write')
  save(@Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, EditProviderInput, {
      act: (input, { version }) => this.edit.execute(id, baseOf(version), emptied(input)),
      done: () => redirect(`${LIST}/${id}`, { flash: { key: 'providers.saved', kind: 'success' } }),
      again: async (form) => this.editPage(await this.providers.get(id), form),
    });
  }

  private row(row: Provider) {
    const { words } = this;
    return [
      { text: row.name, href: `${LIST}/${row.id}`, header: true },
      { text: words.t(`providers.kind.${row.kind}`) },
      words.state('providers.state.', row.state),
      { text: row.phone ?? '—' },
      { text: row.number },
    ];
  }

  private editPage(provider: Provider, form: FormModel): View {
    const kinds = this.words.items('providers.kind.', providerKinds);
    const { id, version, name } = provider;
    return view(
      'console/supply/providers/edit',
      { id, version, form, kinds },
      { breadcrumbs: [{ href: `${LIST}/${id}`, text: name }] },
    );
  }
}

/** @throws AppError 428 when the form lost its version */
export function baseOf(version: number | null): number {
  if (version === null) throw new AppError('if-match-required', 428);
  return version;
}

const TEXTS = ['creditCode', 'address', 'phone', 'email', 'website', 'contactName', 'introduction'] as const;

/** A box left empty on a page takes the value away. */
const emptied = (input: EditProviderInput): EditProviderInput => ({
  ...Object.fromEntries(TEXTS.map((name) => [name, null])),
  ...input,
});

export const mayWrite = (actor: Actor, providerId: string): boolean =>
  allows(actor.roles, 'providers:write') && (actor.organisationId === null || actor.organisationId === providerId);
