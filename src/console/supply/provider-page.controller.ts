import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Clock } from '../../platform/time';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import {
  CredentialInput,
  credentialKinds,
  Credentials,
  DecideProvider,
  InviteProviderStaff,
  InviteStaffInput,
  providerDecisions,
  providerLifecycle,
  Providers,
} from '../../supply/providers';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { mayWrite } from './provider-pages.controller';
import { movable, SupplyWords } from './supply-words';

const Decision = z.strictObject({ decision: z.enum(providerDecisions), reason: z.string().max(500).optional() });

/** One provider: its data, the centre's decision, its staff's papers, invitations. */
@ApiExcludeController()
@Controller('console/providers/:id')
export class ProviderPageController {
  constructor(
    private readonly forms: Forms,
    private readonly providers: Providers,
    private readonly credentials: Credentials,
    private readonly decide: DecideProvider,
    private readonly invite: InviteProviderStaff,
    private readonly words: SupplyWords,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('providers:read')
  page(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.providerPage(id, actor, emptyForm());
  }

  @Post('decide')
  @RequirePermission('providers:approve')
  decideNow(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Decision, {
      act: ({ decision, reason }) => this.decide.execute(id, decision, reason ?? null),
      done: ({ invitation, provider }) =>
        invitation === null
          ? redirect(`/console/providers/${id}`, { flash: { key: 'providers.decided', kind: 'success' } })
          : view('console/supply/providers/link', { id, name: provider.name, link: invitation }),
      again: (form) => this.providerPage(id, actor, form),
    });
  }

  @Post('invite')
  @RequirePermission('providers:write')
  inviteOne(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, InviteStaffInput, {
      act: (input) => this.invite.execute(id, input),
      done: async ({ url }) => {
        const { name } = await this.providers.get(id);
        return view('console/supply/providers/link', { id, name, link: url });
      },
      again: (form) => this.providerPage(id, actor, form),
    });
  }

  @Post('credentials')
  @RequirePermission('providers:write')
  addCredential(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, CredentialInput, {
      act: (input) => this.credentials.add(id, input),
      done: () => redirect(`/console/providers/${id}`, { flash: { key: 'providers.saved', kind: 'success' } }),
      again: (form) => this.providerPage(id, actor, form),
    });
  }

  @Post('credentials/:credential/remove')
  @RequirePermission('providers:write')
  async removeCredential(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('credential', ParseUUIDPipe) credential: string,
  ): Promise<Redirect> {
    await this.credentials.remove(id, credential);
    return redirect(`/console/providers/${id}`, { flash: { key: 'providers.saved', kind: 'success' } });
  }

  private async providerPage(id: string, actor: Actor, form: FormModel): Promise<View> {
    const provider = await this.providers.get(id);
    const { words } = this;
    const today = this.clock.today();
    const moves = allows(actor.roles, 'providers:approve')
      ? movable(providerLifecycle.allowed(provider.state, actor.roles), [...providerDecisions])
      : [];
    const fact = (name: string, value: string | null) => ({
      key: words.t(`providers.field.${name}`),
      value: value ?? '—',
    });
    const { number, creditCode, contactName, phone, email, website, address, introduction } = provider;
    const model = {
      id,
      form,
      state: provider.state,
      waiting: provider.state === 'applied',
      reason: provider.decisionReason,
      facts: [
        fact('number', number),
        fact('kind', words.t(`providers.kind.${provider.kind}`)),
        fact('creditCode', creditCode),
        ...Object.entries({ contactName, phone, email, website, address, introduction }).map(([name, value]) =>
          fact(name, value),
        ),
      ],
      decisions: words.items('providers.decision.', moves),
      mayWrite: mayWrite(actor, id),
      mayInvite: mayWrite(actor, id) && provider.state === 'approved',
      roles: words.items('providers.role.', ['dispatcher', 'practitioner', 'volunteer']),
      credentialKinds: words.items('providers.credential.', credentialKinds),
      credentials: (await this.credentials.list(id)).map((row) => ({
        id: row.id,
        holderName: row.holderName,
        kind: row.kind,
        expiresOn: row.expiresOn,
        expired: row.expiresOn < today,
        seen: row.checkedAt !== null,
      })),
    };
    return view('console/supply/providers/show', model, {
      titleText: provider.name,
      breadcrumbs: [{ href: '/console/providers', key: 'shell.areas.providers' }],
    });
  }
}
