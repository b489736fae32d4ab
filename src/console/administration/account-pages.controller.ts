import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { locales, Texts } from '../../platform/i18n';
import { Units } from '../../reference/regions';
import { CurrentActor, RequirePermission } from '../../trust/access';
import {
  Accounts,
  ASSIGNABLE_ROLES,
  CreateAccount,
  DeactivateAccount,
  RemoveSecondFactor,
  ResetPassword,
} from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, pageLocale, type Redirect, redirect, type View, view } from '../shell';
import { accountPlace } from './account-place';
import { unitsOfActor } from './units-of-actor';

const STATES = ['invited', 'active', 'deactivated'] as const;
const Filter = z.object({
  state: z.enum(STATES).optional().catch(undefined),
  role: z.enum(ASSIGNABLE_ROLES).optional().catch(undefined),
  after: z.string().max(400).optional().catch(undefined),
});
const NewAccount = z.strictObject({
  username: z.string().min(3).max(60),
  displayName: z.string().min(1).max(80),
  email: z.email().optional(),
  locale: z.enum(locales).default('zh-CN'),
  role: z.enum(ASSIGNABLE_ROLES),
  unitId: z.uuid().optional(),
  organisationId: z.uuid().optional(),
});
const EditAccount = z.strictObject({
  displayName: z.string().min(1).max(80),
  email: z.email().optional(),
  locale: z.enum(locales),
});

/** Accounts of a district, for the system administrator: create, edit, deactivate, one-time links. */
@ApiExcludeController()
@Controller('console/accounts')
export class AccountPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly accounts: Accounts,
    private readonly units: Units,
    private readonly createAccount: CreateAccount,
    private readonly deactivateAccount: DeactivateAccount,
    private readonly resetPassword: ResetPassword,
    private readonly removeSecondFactor: RemoveSecondFactor,
    private readonly texts: Texts,
  ) {}

  @Get()
  @RequirePermission('accounts:read')
  async list(@Query() query: unknown): Promise<View> {
    const filter = Filter.parse(query);
    const page = await this.accounts.list({ ...filter, limit: 50 });
    const next = page.next && `?${new URLSearchParams({ ...definedOnly(filter), after: page.next }).toString()}`;
    const accounts = page.items.map((row) => ({
      id: row.id,
      username: row.username,
      displayName: row.display_name,
      state: row.state,
      roles: row.posts.map((post) => post.role),
    }));
    return view('console/administration/accounts/list', {
      accounts,
      next,
      form: emptyForm(filter),
      roles: this.items('role', ASSIGNABLE_ROLES),
      states: this.items('state', STATES),
      first: filter.after ? '/console/accounts' : null,
    });
  }

  @Get('new')
  @RequirePermission('accounts:write')
  create(@CurrentActor() actor: Actor): Promise<View> {
    return this.newPage(actor, emptyForm({ locale: 'zh-CN' }));
  }

  @Post('new')
  @RequirePermission('accounts:write')
  add(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, NewAccount, {
      act: async ({ role, unitId, organisationId, ...person }) => {
        const unit = unitId ? await this.units.byId(unitId) : null;
        const post = accountPlace(actor, role, unit, organisationId ?? null);
        return this.createAccount.execute({ ...person, posts: [post] });
      },
      done: ({ id, link }) => this.linkPage(id, link?.url ?? null),
      again: (form) => this.newPage(actor, form),
    });
  }

  @Get(':id')
  @RequirePermission('accounts:read')
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<View> {
    const row = await this.accounts.get(id);
    return this.onePage(id, emptyForm({ displayName: row.display_name, email: row.email, locale: row.locale }));
  }

  @Post(':id')
  @RequirePermission('accounts:write')
  edit(@Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, EditAccount, {
      act: (input, { version }) => this.accounts.edit(id, version ?? 0, { ...input, email: input.email ?? null }),
      done: () => redirect(`/console/accounts/${id}`, { flash: { key: 'accounts.saved' } }),
      again: (form) => this.onePage(id, form),
    });
  }

  @Post(':id/deactivate')
  @RequirePermission('accounts:write')
  deactivate(@Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, z.object({}), {
      act: () => this.deactivateAccount.execute(id),
      done: () => redirect(`/console/accounts/${id}`, { flash: { key: 'accounts.deactivated' } }),
      again: (form) => this.onePage(id, form),
    });
  }

  @Post(':id/reset-password')
  @RequirePermission('accounts:write')
  reset(@Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, z.object({}), {
      act: () => this.resetPassword.issue(id),
      done: (link) => this.linkPage(id, link.url),
      again: (form) => this.onePage(id, form),
    });
  }

  @Post(':id/remove-second-factor')
  @RequirePermission('accounts:write')
  withoutSecondFactor(@Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, z.object({}), {
      act: () => this.removeSecondFactor.execute(id),
      done: () => redirect(`/console/accounts/${id}`, { flash: { key: 'accounts.second-factor-removed' } }),
      again: (form) => this.onePage(id, form),
    });
  }

  private async newPage(actor: Actor, form: FormModel): Promise<View> {
    const units = await unitsOfActor(this.units, actor);
    return view('console/administration/accounts/new', {
      form,
      roles: this.items('role', ASSIGNABLE_ROLES),
      units: units.map((unit) => ({ value: unit.id, text: unit.name })),
    });
  }

  private async onePage(id: string, form: FormModel): Promise<View> {
    const row = await this.accounts.get(id);
    const { username, state, version, created_at: createdAt } = row;
    const factor = row.demonstration ? 'exempt' : row.second_factor ? 'set' : 'none';
    const account = { id, username, state, version, createdAt, factor };
    return view('console/administration/accounts/one', { account, form, roles: row.posts.map((post) => post.role) });
  }

  private items(kind: 'role' | 'state', values: readonly string[]): Array<{ value: string; text: string }> {
    return values.map((value) => ({ value, text: this.texts.t(pageLocale(), `accounts.${kind}.${value}`) }));
  }

  /** The link is shown once; only its hash is kept. */
  private async linkPage(id: string, url: string | null): Promise<View | Redirect> {
    if (!url) return redirect(`/console/accounts/${id}`);
    const { username } = await this.accounts.get(id);
    const again = `/console/accounts/${id}`;
    return view('console/administration/accounts/link', { id, username, url }, { again });
  }
}

function definedOnly(filter: z.infer<typeof Filter>): Record<string, string> {
  const { state, role } = filter;
  return { ...(state && { state }), ...(role && { role }) };
}
