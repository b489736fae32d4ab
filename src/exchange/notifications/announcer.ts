import { Injectable, Logger } from '@nestjs/common';
import { Cases } from '../../people/cases';
import { type Household, Households } from '../../people/households';
import { AppError } from '../../platform/errors';
import type { DomainEvent } from '../../platform/queue';
import { Providers } from '../../supply/providers';
import { Accounts } from '../../trust/accounts';
import { householdChannel } from './household-channel';
import { type FileOpened, MessageTexts } from './message-texts';
import { type MessagePlace, MessageWriter } from './message-writer';
import { NOTICES } from './notices';
import { ProviderContacts } from './provider-contacts';
import { WorkerAlone } from './worker-alone';

/** Whom an event concerns, as its subscriber found out. */
export interface Concerned {
  householdId?: string | null;
  /** Without one it is the lead worker of the open case. */
  ownerAccountId?: string | null;
  providerId?: string | null;
  reporterAccountId?: string | null;
  /** The unit that has to act, or the one above whoever is late. */
  unitId?: string | null;
  /** Accounts that the event names. */
  accountIds?: readonly string[];
  /** The service is one whose name must not appear anywhere (SO-05, LE-04, CH-01, CR-04). */
  restricted?: boolean;
  /** Day of the visit. */
  day?: Date | null;
  /** Who looked at the file from elsewhere (C3). */
  opening?: FileOpened | null;
  /** Chooses among the owner's texts: it stands behind the name of the template. */
  variant?: string | null;
}

/** Whoever looks after a unit of more has a list of who is on duty. */
const MOST_COLLEAGUES = 50;

/** Turns one event into its messages; running twice writes nothing twice. */
@Injectable()
export class Announcer {
  private readonly logger = new Logger('notifications');

  constructor(
    private readonly households: Households,
    private readonly cases: Cases,
    private readonly providers: Providers,
    private readonly accounts: Accounts,
    private readonly texts: MessageTexts,
    private readonly writer: MessageWriter,
    private readonly contacts: ProviderContacts,
    private readonly workerAlone: WorkerAlone,
  ) {}

  async announce(event: DomainEvent, concerned: Concerned): Promise<void> {
    const notice = NOTICES[event.type] ?? {};
    const household = concerned.householdId ? await this.households.unrecorded(concerned.householdId) : null;
    const owner = concerned.ownerAccountId ?? (household && (await this.cases.openCase(household.id))?.leadWorkerId);
    // What the household did itself, it has seen on its own page.
    // A file that came with a list: nobody has asked for anything yet, and thousands would be rung up at once.
    const quiet = event.actor.kind === 'household' || event.data['imported'] === true;
    if (notice.household && household && !quiet) {
      await this.tellHousehold(event, household, notice.household, { ...concerned, ownerAccountId: owner ?? null });
    }
    const place = placeOf(event, household);
    if (notice.owner && owner && owner !== event.actor.userId) {
      const template = concerned.variant ? `${notice.owner}-${concerned.variant}` : notice.owner;
      await this.tellAccount(event, place, owner, template, household?.id);
    }
    if (notice.reporter && concerned.reporterAccountId) {
      await this.tellAccount(event, place, concerned.reporterAccountId, notice.reporter);
    }
    if (notice.accounts) {
      for (const id of concerned.accountIds ?? [])
        await this.tellAccount(event, place, id, notice.accounts, household?.id);
    }
    if (notice.unit) {
      const told = new Set([owner, event.actor.userId]);
      for (const id of await this.colleagues(event.districtCode, concerned.unitId ?? null))
        if (!told.has(id)) await this.tellAccount(event, place, id, notice.unit, household?.id);
    }
    if (notice.centre) {
      for (const id of await this.centreWorkers(event.districtCode)) {
        await this.tellAccount(event, place, id, notice.centre);
      }
    }
    if (!notice.provider || !concerned.providerId) return;
    const asked = event.type === 'referral.sent' && (await this.contacts.ask(event, concerned.providerId));
    const caller = concerned.restricted ? (owner ?? null) : null;
    if (!asked) await this.tellProvider(event, concerned.providerId, notice.provider, caller);
  }

  /** The household asked to be called: always a call, whatever its usual way. */
  async askForCall(event: DomainEvent, householdId: string): Promise<void> {
    const household = await this.households.unrecorded(householdId);
    const owner = (await this.cases.openCase(householdId))?.leadWorkerId ?? null;
    await this.writeToHousehold(event, household, 'call-asked', 'phone-task', { ownerAccountId: owner });
  }

  private async tellHousehold(event: DomainEvent, household: Household, template: string, concerned: Concerned) {
    const restricted = concerned.restricted ?? (await this.workerAlone.hides(event.aggregateId));
    const workerAlone = await this.workerAlone.reaches(household.id, restricted);
    const channel = householdChannel(household, workerAlone);
    return this.writeToHousehold(event, household, template, channel, concerned);
  }

  private async writeToHousehold(
    event: DomainEvent,
    household: Household,
    template: string,
    channel: ReturnType<typeof householdChannel>,
    { ownerAccountId = null, day, opening }: Concerned,
  ): Promise<void> {
    const text = await this.texts.toHousehold(household.id, channel, template, {
      ...{ day, opening, subjectId: event.aggregateId },
    });
    const { id, locale } = household;
    const message = { householdId: id, ownerAccountId, channel, template, locale, ...text };
    try {
      const to = { recipientKind: 'household', recipientId: id } as const;
      await this.writer.write(originOf(event), placeOf(event, household), { ...to, ...message });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'subject-erased') throw error;
      this.logger.log({ msg: 'household not told: it was erased', event: event.id, type: event.type });
    }
  }

  private async tellAccount(
    event: DomainEvent,
    place: MessagePlace,
    accountId: string,
    template: string,
    householdId: string | null = null,
  ): Promise<void> {
    const { locale } = await this.accounts.get(accountId);
    await this.writer.write(originOf(event), place, {
      recipientKind: 'account',
      recipientId: accountId,
      householdId,
      ownerAccountId: accountId,
      channel: 'in-app',
      template,
      locale,
      ...this.texts.toAccount(template, locale),
    });
  }

  /** By e-mail; an organisation without an address is called by the centre, or by `caller` for a restricted service. */
  private async tellProvider(
    event: DomainEvent,
    providerId: string,
    template: string,
    caller: string | null,
  ): Promise<void> {
    const provider = await this.providers.get(providerId);
    const path = event.type.startsWith('referral.') ? `/console/referrals/${event.aggregateId}` : '/console';
    const place = { districtCode: event.districtCode, regionPath: provider.regionPath };
    await this.writer.write(originOf(event), place, {
      recipientKind: 'provider',
      recipientId: providerId,
      householdId: null,
      ownerAccountId: caller,
      channel: provider.email ? 'email' : 'phone-task',
      template,
      locale: 'zh-CN',
      ...this.texts.toProvider(template, path),
    });
  }

  /** Whoever works in a unit; where nobody does, or there is none, the centre, so that no news falls to the ground (R10). */
  private async colleagues(districtCode: string, unitId: string | null): Promise<string[]> {
    const { items } =
      unitId === null ? { items: [] } : await this.accounts.list({ unitId, state: 'active', limit: MOST_COLLEAGUES });
    return items.length > 0 ? items.map(({ id }) => id) : this.centreWorkers(districtCode);
  }

  private async centreWorkers(districtCode: string): Promise<string[]> {
    const { items } = await this.accounts.list({ role: 'centre-worker', state: 'active', limit: MOST_COLLEAGUES });
    return items.filter(({ posts }) => posts.some((post) => post.districtCode === districtCode)).map(({ id }) => id);
  }
}

const originOf = (event: DomainEvent) => ({ id: event.id, type: event.type, subjectId: event.aggregateId });

/**
 * Without a household the row belongs to nobody's area: only its recipient and the machine see it. What a household is
 * told after its file was closed is still carried out by the office that had it.
 */
const placeOf = (event: DomainEvent, household: Household | null): MessagePlace => ({
  districtCode: event.districtCode,
  regionPath: household?.regionPath.replace(/^\}closed\//, '') ?? '',
});
