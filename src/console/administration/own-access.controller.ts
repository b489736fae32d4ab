import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { formatDateTime, Texts } from '../../platform/i18n';
import { CurrentActor, type Permission, PERMISSIONS, RequirePermission } from '../../trust/access';
import { type ApiKeyRow, ApiKeys, EndOwnSessions, possibleScopes, Sessions } from '../../trust/accounts';
import {
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  pageLocale,
  type Redirect,
  redirect,
  type View,
  view,
} from '../shell';

const uuid = z.uuid();
const SESSIONS = '/console/account/sessions';
const KEYS = '/console/account/keys';
const DAYS = ['30', '90', '180', '365'];
const scope = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);
const NewKey = z.strictObject({
  name: z.string().max(80),
  scopes: oneOrMany(scope).pipe(z.array(scope).min(1)),
  days: z.enum(DAYS).transform(Number),
  current: z.string().max(500),
});
const Rotation = z.strictObject({ current: z.string().max(500) });
const Ending = z.strictObject({ which: z.union([uuid, z.literal('others')]), current: z.string().max(500) });
const trail = [{ href: '/console/account', key: 'accounts.own.title' }];

/** One's own open sessions and API keys: what is open, where from, and an end to it. */
@ApiExcludeController()
@Controller('console/account')
@RequirePermission('console:use')
export class OwnAccessPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly sessions: Sessions,
    private readonly endSessions: EndOwnSessions,
    private readonly keys: ApiKeys,
    private readonly texts: Texts,
  ) {}

  @Get('sessions')
  list(@CurrentActor() actor: Actor): Promise<View> {
    return this.sessionsPage(actor, emptyForm());
  }

  @Post('sessions/end')
  endSome(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, Ending, {
      act: ({ which, current }) =>
        which === 'others' ? this.endSessions.others(current) : this.endSessions.one(which, current),
      done: () => redirect(SESSIONS, { flash: { key: 'access.sessions.ended' } }),
      again: (form) => this.sessionsPage(actor, withoutPassword(form)),
    });
  }

  @Get('keys')
  keyList(@CurrentActor() actor: Actor): Promise<View> {
    return this.keysPage(actor, emptyForm({ days: '90' }));
  }

  @Post('keys')
  issue(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, NewKey, {
      act: (input) => this.keys.issue(input),
      done: ({ key }) => this.keyPage(key),
      again: (form) => this.keysPage(actor, withoutPassword(form)),
    });
  }

  @Get('keys/:id')
  async one(@Param('id', { schema: uuid }) id: string): Promise<View> {
    return this.onePage(await this.keys.get(id), emptyForm());
  }

  @Post('keys/:id/rotate')
  async rotate(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<View | Redirect> {
    const row = await this.keys.get(id);
    return this.forms.submit(body, Rotation, {
      act: ({ current }) => this.keys.rotate(id, current),
      done: ({ key }) => this.keyPage(key),
      again: (form) => this.onePage(row, withoutPassword(form)),
    });
  }

  @Post('keys/:id/revoke')
  async revoke(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<View | Redirect> {
    const row = await this.keys.get(id);
    return this.forms.submit(body, z.object({}), {
      act: () => this.keys.revoke(id),
      done: () => redirect(KEYS, { flash: { key: 'access.keys.revoked' } }),
      again: (form) => this.onePage(row, form),
    });
  }

  private async sessionsPage(actor: Actor, form: FormModel): Promise<View> {
    const sessions = (await this.sessions.own()).map((row) => ({
      id: row.id,
      kind: row.kind,
      device: row.device,
      address: row.address,
      openedAt: row.created_at,
      seenAt: row.last_seen_at,
      endsAt: row.ends_at,
      current: row.id === actor.sessionId,
    }));
    const others = sessions.filter(({ current }) => !current);
    const choices = [
      ...others.map((one) => ({ value: one.id, text: this.sessionWords(one) })),
      { value: 'others', text: this.texts.t(pageLocale(), 'access.sessions.all-others') },
    ];
    const model = { form, sessions, choices: others.length > 0 ? choices : [] };
    return view('console/administration/access/sessions', model, { breadcrumbs: trail });
  }

  private sessionWords({ kind, device, address, openedAt }: SessionLine): string {
    const [locale, name] = [pageLocale(), this.texts.t(pageLocale(), `access.sessions.kind-${kind}`)];
    return [name, device, address, formatDateTime(locale, openedAt)].filter(Boolean).join(' · ');
  }

  private async keysPage(actor: Actor, form: FormModel): Promise<View> {
    const scopes = possibleScopes(actor.roles).map((scope) => ({ value: scope, text: scope }));
    const days = DAYS.map((value) => ({
      value,
      text: this.texts.t(pageLocale(), 'access.keys.days-of', { count: Number(value) }),
    }));
    const keys = (await this.keys.own()).map(shown);
    return view('console/administration/access/keys', { form, keys, scopes, days }, { breadcrumbs: trail });
  }

  private onePage(row: ApiKeyRow, form: FormModel): View {
    const breadcrumbs = [...trail, { href: KEYS, key: 'access.keys.title' }];
    return view('console/administration/access/key', { form, key: shown(row) }, { breadcrumbs });
  }

  /** The key is shown once; only its hash is kept. */
  private keyPage(key: string): View {
    return view('console/administration/access/new-key', { key }, { again: KEYS });
  }
}

interface SessionLine {
  kind: string;
  device: string | null;
  address: string | null;
  openedAt: Date;
}

const shown = (row: ApiKeyRow) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  expiresAt: row.expires_at,
  usedAt: row.last_used_at,
  open: row.open,
});

const withoutPassword = (form: FormModel): FormModel => ({ ...form, values: { ...form.values, current: '' } });
