import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Commitments } from '../../people/commitments';
import { type HomeCard, HomeCards } from '../shell';

/** What waits of the words that households gave in place of papers (R89); each count opens its list. */
@Injectable()
export class CommitmentCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly commitments: Commitments,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'commitments:check', load: () => this.forCheckers() });
  }

  private async forCheckers(): Promise<HomeCard[]> {
    const { late, drawn, contested, notTrue } = await this.commitments.counts();
    const list = '/console/commitments';
    return [
      { key: 'commitments.cards.late', count: late, href: `${list}?overdue=true`, urgency: 'late' },
      { key: 'commitments.cards.contested', count: contested, href: `${list}?state=contested`, urgency: 'today' },
      { key: 'commitments.cards.not-true', count: notTrue, href: `${list}?state=not-true`, urgency: 'today' },
      { key: 'commitments.cards.drawn', count: drawn, href: `${list}?state=drawn`, urgency: 'soon' },
    ];
  }
}
