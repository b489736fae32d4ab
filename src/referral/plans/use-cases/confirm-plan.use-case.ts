import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import type { ConfirmPlan } from '../dto/plan.dto';
import { PlanItemsStore } from '../plan-items.store';
import { PlanMoves } from '../plan-moves';
import type { Plan } from '../plan.entity';
import { PlannedNeeds } from '../planned-needs';
import { PlansStore } from '../plans.store';
import { OfferPlan } from './offer-plan.use-case';

/**
 * The household signs, or its refusal to sign is recorded (R19). The plan becomes the live one, the version before is
 * superseded, and the needs it answers are planned. A refusal takes nothing away: statutory rights do not hang on it
 * (R34), and nothing is shared without a consent of its own (R98).
 */
@Injectable()
export class SignPlan {
  constructor(
    private readonly store: PlansStore,
    private readonly items: PlanItemsStore,
    private readonly offering: OfferPlan,
    private readonly moves: PlanMoves,
    private readonly plannedNeeds: PlannedNeeds,
    private readonly clock: Clock,
  ) {}

  /** A draft signed on the spot is offered first. @throws AppError 404; 409 `plan-empty`, `move-not-allowed`; 422 */
  async execute(id: string, { signedBy, mode, reason }: ConfirmPlan): Promise<Plan> {
    const found = await this.store.get(id);
    const plan = found.state === 'draft' ? await this.offering.execute(id) : found;
    const before = await this.store.live(plan.householdId);
    const oldItems = before ? await this.items.ofPlan(before.id) : [];
    if (before && before.id !== plan.id) {
      await this.moves.move(before, 'supersede', { reason: plan.changeReason ?? undefined });
    }
    const signature = { signedByName: signedBy, signedMode: mode, confirmedAt: this.clock.now() };
    const confirmed = await this.moves.move(plan, 'confirm', { reason, changes: signature });
    const items = await this.items.ofPlan(id);
    await this.plannedNeeds.release(oldItems, items);
    await this.plannedNeeds.mark(items);
    return confirmed;
  }

  /** Ends a plan; needs that were only planned wait again. @throws AppError 404; 409 `move-not-allowed` */
  async close(id: string, reason: string): Promise<Plan> {
    const plan = await this.store.get(id);
    const closed = await this.moves.move(plan, 'close', { reason });
    if (plan.state === 'confirmed') await this.plannedNeeds.release(await this.items.ofPlan(id), []);
    return closed;
  }
}
