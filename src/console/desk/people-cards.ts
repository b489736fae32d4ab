import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Cases } from '../../people/cases';
import { Leads } from '../../people/leads';
import { type HomeCard, HomeCards } from '../shell';

/** What needs a worker today in leads and cases (ux.md pattern 1). */
@Injectable()
export class PeopleCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly leads: Leads,
    private readonly cases: Cases,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'leads:triage', load: () => this.load() });
  }

  private async load(): Promise<HomeCard[]> {
    const { fresh, late } = await this.leads.counts();
    const handovers = await this.cases.waitingForMe();
    return [
      { key: 'desk.cards.late-leads', count: late, href: '/console/leads?open=true', urgency: 'late' },
      { key: 'desk.cards.new-leads', count: fresh, href: '/console/leads?state=new', urgency: 'today' },
      { key: 'desk.cards.handovers', count: handovers.length, href: '/console/handovers', urgency: 'today' },
      {
        key: 'desk.cards.my-cases',
        count: await this.cases.countMine(),
        href: '/console/cases?mine=true&open=true',
        urgency: 'calm',
      },
    ];
  }
}
