import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { Gaps, GapSummaryQuery } from '../../referral/gaps';
import { type Referral, ReferralQuery, Referrals } from '../../referral/referrals';
import { type HomeCard, HomeCards } from '../shell';

const DAY = 86_400_000;

/** What referrals need of somebody today: answers of providers, tasks and closings of workers (ux.md pattern 1). */
@Injectable()
export class ReferralCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly referrals: Referrals,
    private readonly gaps: Gaps,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'referrals:answer', load: () => this.forDispatchers() });
    this.cards.register({ permission: 'referrals:serve', load: () => this.forProviders() });
    this.cards.register({ permission: 'referrals:write', load: () => this.forWorkers() });
    this.cards.register({ permission: 'gaps:read', load: () => this.forPlanners() });
    this.cards.register({
      permission: 'referrals:resolve',
      load: async () => [await this.card('disputed', 'state=disputed', 'today')],
    });
  }

  private async forDispatchers(): Promise<HomeCard[]> {
    const soon = (await this.first('state=sent')).some(({ answerDueAt }) => this.within(answerDueAt, DAY));
    return [await this.card('to-answer', 'state=sent', soon ? 'late' : 'today')];
  }

  private async forProviders(): Promise<HomeCard[]> {
    return [
      await this.card('accepted', 'state=accepted', 'today'),
      await this.card('in-service', 'state=in-service', 'calm'),
    ];
  }

  private async forWorkers(): Promise<HomeCard[]> {
    const late = (await this.first('owner=me&task=true')).some(({ taskDueAt }) => this.within(taskDueAt, 0));
    return [
      await this.card('tasks', 'owner=me&task=true', late ? 'late' : 'today'),
      await this.card('to-confirm', 'owner=me&state=completed', 'soon'),
      await this.card('to-close', 'owner=me&state=confirmed-by-household', 'soon'),
      await this.card('drafts', 'owner=me&state=draft', 'calm'),
    ];
  }

  /** Needs that nobody can serve now: what should be bought (R97, I8). */
  private async forPlanners(): Promise<HomeCard[]> {
    const summary = await this.gaps.summary(GapSummaryQuery.parse({}));
    const count = summary.reduce((sum, { open }) => sum + open, 0);
    return [{ key: 'gaps.card', count, href: '/console/gaps?state=open', urgency: 'calm' }];
  }

  private async card(name: string, search: string, urgency: HomeCard['urgency']): Promise<HomeCard> {
    const count = await this.referrals.count(this.query(search));
    return { key: `referrals.cards.${name}`, count, href: `/console/referrals?${search}`, urgency };
  }

  private async first(search: string): Promise<Referral[]> {
    return (await this.referrals.list({ ...this.query(search), limit: 200 })).items;
  }

  private query(search: string) {
    return ReferralQuery.parse(Object.fromEntries(new URLSearchParams(search)));
  }

  private within(at: Date | null, milliseconds: number): boolean {
    return at !== null && at.getTime() - this.clock.now().getTime() <= milliseconds;
  }
}
