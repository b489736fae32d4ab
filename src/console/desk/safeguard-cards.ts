import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Safeguards } from '../../people/safeguards';
import { type HomeCard, HomeCards } from '../shell';

/** What flags of scales ask of somebody now (B30, B31, S16); each count opens its list. */
@Injectable()
export class SafeguardCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly safeguards: Safeguards,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'assessments:read', load: () => this.now() });
  }

  private async now(): Promise<HomeCard[]> {
    const { reports, lateReports, tasks, lateTasks } = await this.safeguards.counts();
    const [list, all] = ['/console/mandatory-reports', '/console/flag-tasks'];
    return [
      { key: 'safeguards.cards.late-reports', count: lateReports, href: `${list}?overdue=true`, urgency: 'late' },
      { key: 'safeguards.cards.reports', count: reports, href: `${list}?state=open`, urgency: 'late' },
      { key: 'safeguards.cards.late-tasks', count: lateTasks, href: `${all}?overdue=true`, urgency: 'late' },
      { key: 'safeguards.cards.tasks', count: tasks, href: `${all}?state=open`, urgency: 'today' },
    ];
  }
}
