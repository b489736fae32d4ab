import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  HandleNotification,
  HandleNotificationInput,
  type Notification,
  notificationChannels,
  Notifications,
  notificationStates,
  type OpenedNotification,
  RetryNotification,
} from '../../exchange/notifications';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import { Texts } from '../../platform/i18n';
import { Providers } from '../../supply/providers';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, pageLocale, type Redirect, redirect, type View, view } from '../shell';

const messageId = z.uuid();
const PER_PAGE = 50;
const SHOWN = ['todo', 'mine', 'all'] as const;
const Filter = z.object({
  show: z.enum(SHOWN).optional().catch(undefined),
  channel: z.enum(notificationChannels).optional().catch(undefined),
  state: z.enum(notificationStates).optional().catch(undefined),
  householdId: z.uuid().optional().catch(undefined),
  after: z.string().max(400).optional().catch(undefined),
});
const Nothing = z.strictObject({});
const ENDED = ['sent', 'sending', 'cancelled', 'done'];

/** The outbox of messages: what was sent, what waits, what failed; letters to print and calls to make (ux 4.1). */
@ApiExcludeController()
@Controller('console/messages')
export class MessagesPagesController {
  constructor(
    private readonly notifications: Notifications,
    private readonly handling: HandleNotification,
    private readonly retrying: RetryNotification,
    private readonly households: Households,
    private readonly providers: Providers,
    private readonly accounts: Accounts,
    private readonly forms: Forms,
    private readonly texts: Texts,
  ) {}

  @Get()
  @RequirePermission('notifications:read')
  async list(@Query() query: unknown): Promise<View> {
    const { show, after, ...filter } = Filter.parse(query);
    const which = {
      ...(show === 'todo' && { todo: true }),
      ...(show !== undefined && show !== 'all' && { mine: true }),
    };
    const page = await this.notifications.list({ ...filter, ...which, after, limit: PER_PAGE });
    const names = await this.namesOf(page.items);
    const kept = Object.fromEntries(Object.entries({ show, ...filter }).filter(([, value]) => value !== undefined));
    const address = new URLSearchParams(kept as Record<string, string>).toString();
    return view('messages/list', {
      messages: page.items.map((row) => ({ ...line(row), to: names.get(row.recipientId) ?? '—' })),
      form: emptyForm({ show, ...filter }),
      householdId: filter.householdId ?? null,
      shown: this.items('show', SHOWN),
      channels: this.items('channel', notificationChannels),
      states: this.items('state', notificationStates),
      first: after ? `/console/messages?${address}` : null,
      next: page.next && `/console/messages?${new URLSearchParams({ ...kept, after: page.next }).toString()}`,
    });
  }

  @Get(':id')
  @RequirePermission('notifications:read')
  async one(@Param('id', { schema: messageId }) id: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(await this.notifications.open(id), actor, emptyForm());
  }

  /** The letter as it is printed: A4, large type. */
  @Get(':id/print')
  @RequirePermission('notifications:read')
  async print(@Param('id', { schema: messageId }) id: string): Promise<View> {
    const { subject, body, createdAt, withheld } = await this.notifications.open(id);
    const model = { body, at: createdAt, withheld };
    return view('print/letter', model, { titleText: subject, layout: 'print/layout' });
  }

  @Post(':id/handle')
  @RequirePermission('notifications:handle')
  async handle(
    @Param('id', { schema: messageId }) id: string,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, HandleNotificationInput, {
      act: async (input) => {
        await this.handling.execute(id, input);
        return input.result;
      },
      done: (result) => redirect(`/console/messages/${id}`, { flash: { key: `messages.noted.${result}` } }),
      again: async (form) => this.page(await this.notifications.open(id), actor, form),
    });
  }

  @Post(':id/retry')
  @RequirePermission('notifications:handle')
  async retry(
    @Param('id', { schema: messageId }) id: string,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Nothing, {
      act: () => this.retrying.execute(id),
      done: () => redirect(`/console/messages/${id}`, { flash: { key: 'messages.noted.again' } }),
      again: async (form) => this.page(await this.notifications.open(id), actor, form),
    });
  }

  private async page(message: OpenedNotification, actor: Actor, form: FormModel): Promise<View> {
    const names = await this.namesOf([message]);
    const { state, channel, subject, body, lastError, handledNote, handledAt, nextAttemptAt, withheld } = message;
    const open = !ENDED.includes(state) && allows(actor.roles, 'notifications:handle');
    const automatic = channel === 'email' || channel === 'sms';
    return view('messages/message', {
      ...line(message),
      // A message about a file outlives the access to it.
      householdId: await this.inReach(message.householdId),
      to: names.get(message.recipientId) ?? '—',
      ...{ subject, body, lastError, handledNote, handledAt, nextAttemptAt, withheld },
      open,
      barred: open && message.barred,
      undo: state === 'done' && allows(actor.roles, 'notifications:handle'),
      again: open && automatic && state !== 'queued',
      form,
    });
  }

  private async inReach(householdId: string | null): Promise<string | null> {
    return householdId && (await this.households.namesOf([householdId])).has(householdId) ? householdId : null;
  }

  /** Names of the recipients that the actor may see. */
  private async namesOf(
    rows: ReadonlyArray<Pick<Notification, 'recipientKind' | 'recipientId'>>,
  ): Promise<Map<string, string>> {
    const of = (kind: Notification['recipientKind']) =>
      rows.filter(({ recipientKind }) => recipientKind === kind).map(({ recipientId }) => recipientId);
    return new Map([
      ...(await this.households.namesOf(of('household'))),
      ...(await this.providers.names(of('provider'))),
      ...(await this.accounts.names(of('account'))),
    ]);
  }

  private items(name: string, values: readonly string[]): Array<{ value: string; text: string }> {
    return values.map((value) => ({ value, text: this.texts.t(pageLocale(), `messages.${name}.${value}`) }));
  }
}

type Line = Pick<
  Notification,
  'id' | 'channel' | 'recipientKind' | 'householdId' | 'template' | 'state' | 'stateReason' | 'attempts'
>;
const line = (row: Line & { createdAt: Date | string }) => ({
  id: row.id,
  channel: row.channel,
  recipientKind: row.recipientKind,
  householdId: row.householdId,
  template: row.template,
  state: row.state,
  stateReason: row.stateReason,
  attempts: row.attempts,
  createdAt: row.createdAt,
});
