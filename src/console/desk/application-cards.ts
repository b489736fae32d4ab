import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Applications } from '../../people/applications';
import { Transactions } from '../../platform/database';
import { type HomeCard, HomeCards } from '../shell';

const LIST = '/console/applications';

/**
 * Applications past their day, and what waits, for whoever is at turn (B10, R70): the township sees its late steps, the
 * district what waits for its decision. Each count opens its list.
 */
@Injectable()
export class ApplicationCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly applications: Applications,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'applications:process', load: () => this.forWhoIsAtTurn() });
  }

  private async forWhoIsAtTurn(): Promise<HomeCard[]> {
    const counts = await this.applications.counts();
    const { open, township, townshipLate, district, districtLate } = counts;
    const card = (key: string, count: number, filter: string, urgency: HomeCard['urgency']) => ({
      ...{ key: `applications.cards.${key}`, count, href: `${LIST}?${filter}`, urgency },
    });
    const steps = card('late', townshipLate, 'turn=township&overdue=true', 'late');
    if (!this.transactions.actor.roles.includes('officer'))
      return [steps, card('open', township, 'turn=township', 'soon')];
    return [
      card('district-late', districtLate, 'turn=district&overdue=true', 'late'),
      steps,
      card('district', district, 'turn=district', 'today'),
      card('open', open, 'open=true', 'soon'),
    ];
  }
}
