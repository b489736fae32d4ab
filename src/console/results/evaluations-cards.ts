import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Evaluations, FollowUps } from '../../results/evaluations';
import { type HomeCard, HomeCards } from '../shell';

/** What needs somebody today: the evaluator's open cases, what was sent back, follow-ups that are due. */
@Injectable()
export class EvaluationCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly evaluations: Evaluations,
    private readonly followUps: FollowUps,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'evaluations:write', load: () => this.forEvaluators() });
    this.cards.register({ permission: 'cases:move', load: () => this.forWorkers() });
  }

  private async forEvaluators(): Promise<HomeCard[]> {
    const count = await this.evaluations.countWaiting();
    return [{ key: 'evaluations.cards.open', count, href: '/console/evaluations', urgency: 'today' }];
  }

  private async forWorkers(): Promise<HomeCard[]> {
    const sentBack = await this.evaluations.toAnswer();
    const due = await this.followUps.countMine();
    return [
      {
        key: 'evaluations.cards.sent-back',
        count: sentBack.length,
        href: '/console/evaluation-replies',
        urgency: 'today',
      },
      { key: 'evaluations.cards.due', count: due, href: '/console/follow-ups?state=due&mine=true', urgency: 'today' },
    ];
  }
}
