import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Carriers } from '../carriers';
import { FallBack } from '../fall-back';
import type { MailOutcome } from '../mail-transport';
import { MessageTexts } from '../message-texts';
import type { Notification } from '../notification.entity';
import { PersonalLinks } from '../personal-links';
import { NotificationsStore } from '../notifications.store';

/** Minutes before the next attempt, by attempts made; after the last one the message is dead. */
export const WAITS = [1, 5, 15, 60, 180] as const;
const MINUTE = 60_000;
const OPEN = ['queued', 'sending', 'failed-temporary'];

/** Hands one message to the outside. At least once: each attempt is counted before it is made, and shown. */
@Injectable()
export class SendNotification {
  constructor(
    private readonly store: NotificationsStore,
    private readonly texts: MessageTexts,
    private readonly links: PersonalLinks,
    private readonly carriers: Carriers,
    private readonly fallBack: FallBack,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Does nothing for a message that was sent, cancelled or done by hand meanwhile. */
  async execute(id: string): Promise<void> {
    const row = await this.store.get(id);
    if (!OPEN.includes(row.state)) return;
    const to = await this.carriers.addressOf(row);
    if (to === null) {
      await this.store.change(row, { state: 'failed-permanent', stateReason: 'no-address' });
      return this.fallBack.to(row);
    }
    // Committed apart: a process that dies while it talks to the server has still made an attempt.
    const counted = { state: 'sending', attempts: row.attempts + 1, nextAttemptAt: null } as const;
    const text = await this.transactions.runApart(this.transactions.actor, async () => {
      await this.store.change(row, counted);
      return this.links.minted(row, await this.texts.open(row));
    });
    await this.note(row, await this.carriers.carry(row, to, text));
  }

  private async note(row: Notification, outcome: MailOutcome): Promise<void> {
    if (outcome.kind === 'sent') {
      await this.store.change(row, { state: 'sent', stateReason: null, lastError: null, sentAt: this.clock.now() });
      return;
    }
    const wait = outcome.kind === 'temporary' ? WAITS[row.attempts - 1] : undefined;
    if (wait !== undefined) {
      const nextAttemptAt = new Date(this.clock.now().getTime() + wait * MINUTE);
      const reason = { stateReason: 'server-later', lastError: outcome.error };
      await this.store.change(row, { state: 'failed-temporary', ...reason, nextAttemptAt });
      const { id: subjectId, districtCode } = row;
      await this.dueItems.set({ kind: 'notification-attempt', subjectId, districtCode, dueAt: nextAttemptAt });
      return;
    }
    const permanent = outcome.kind === 'permanent';
    await this.store.change(row, {
      state: permanent ? 'failed-permanent' : 'dead',
      stateReason: permanent ? 'server-refused' : 'attempts-used-up',
      lastError: outcome.error,
    });
    await this.fallBack.to(row);
  }
}
