import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notifications } from '../../exchange/notifications';
import { type HomeCard, HomeCards } from '../shell';

/** On the home page: calls and letters to do, and messages to me. */
@Injectable()
export class MessagesCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'notifications:read', load: () => this.load() });
  }

  private async load(): Promise<HomeCard[]> {
    const { byHand, unread } = await this.notifications.waiting();
    const cards: HomeCard[] = [
      { key: 'messages.cards.by-hand', count: byHand, href: '/console/messages?show=todo', urgency: 'today' },
      {
        key: 'messages.cards.unread',
        count: unread,
        href: '/console/messages?show=mine&channel=in-app&state=queued',
        urgency: 'soon',
      },
    ];
    return cards.filter(({ count }) => count > 0);
  }
}
