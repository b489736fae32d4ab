import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { Events } from '../../platform/queue';
import { Audit, type Change, diffOf } from '../../trust/audit';
import { planLifecycle } from './plan.lifecycle';
import type { Plan } from './plan.entity';
import { PlansStore } from './plans.store';

export type PlanMove = Parameters<typeof planLifecycle.rule>[1];

/** One move of a plan: log row, row, record and event in one transaction. */
@Injectable()
export class PlanMoves {
  constructor(
    private readonly store: PlansStore,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`; 412 when the plan has changed meanwhile */
  async move(
    plan: Plan,
    move: PlanMove,
    { reason, changes }: { reason?: string; changes?: Partial<Plan> } = {},
  ): Promise<Plan> {
    const { id, householdId, districtCode, regionPath } = plan;
    const where = { householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({
      lifecycle: planLifecycle,
      subjectId: id,
      ...where,
      from: plan.state,
      move,
      reason,
    });
    const moved = await this.store.update(plan, { ...changes, state });
    await this.changed(moved, `plan.${state}`, { changes: diffOf(plan, { ...changes, state }) });
    await this.events.publish({
      type: state === 'draft' ? 'plan.revised' : `plan.${state}`,
      aggregateId: id,
      aggregateVersion: moved.version,
      householdId,
      districtCode,
      data: { planVersion: plan.planVersion, caseId: plan.caseId },
    });
    return moved;
  }

  /** Puts a change of the plan or its lines on the record. */
  async changed(
    { id, householdId, districtCode, regionPath }: Plan,
    action: string,
    what: Pick<Change, 'fields' | 'changes'>,
  ): Promise<void> {
    await this.audit.changed({
      action,
      subjectType: 'plan',
      subjectId: id,
      householdId,
      districtCode,
      regionPath,
      ...what,
    });
  }
}
