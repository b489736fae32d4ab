import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Approvals } from '../../trust/approvals';
import { type HomeCard, HomeCards } from '../shell';

/** On the home page: requests that wait for a decision, and accesses that wait for their review (C3). */
@Injectable()
export class ApprovalCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly approvals: Approvals,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'approvals:decide', load: () => this.card('waiting', 'late') });
    this.cards.register({ permission: 'approvals:review', load: () => this.card('review', 'today') });
  }

  private async card(show: 'waiting' | 'review', urgency: HomeCard['urgency']): Promise<HomeCard[]> {
    const count = await this.approvals.count(show);
    return [{ key: `approvals.cards.${show}`, count, href: `/console/approvals?show=${show}`, urgency }];
  }
}
