import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../../platform/errors';
import { PlanMoves } from '../plan-moves';
import type { Plan } from '../plan.entity';
import { PlansStore } from '../plans.store';
import { Plans } from '../plans.service';

/** Lays a draft before the household (R5, R34, R41), or takes it back to be written again. */
@Injectable()
export class OfferPlan {
  constructor(
    private readonly store: PlansStore,
    private readonly plans: Plans,
    private readonly moves: PlanMoves,
  ) {}

  /** @throws AppError 404; 409 `plan-empty`, `move-not-allowed`; 422 with every missing line or reason */
  async execute(id: string): Promise<Plan> {
    const plan = await this.store.get(id);
    const items = await this.plans.items(id);
    if (items.length === 0) throw conflict('plan-empty');
    const missing = await this.plans.missing(plan, items);
    if (missing.length > 0) throw invalid(missing);
    return this.moves.move(plan, 'offer');
  }

  /** @throws AppError 404; 409 `move-not-allowed` */
  async revise(id: string): Promise<Plan> {
    return this.moves.move(await this.store.get(id), 'revise');
  }
}
