import { Injectable } from '@nestjs/common';
import { Offerings } from '../../../supply/offerings';
import { conflict, invalid, stale } from '../../../platform/errors';
import { diffOf } from '../../../trust/audit';
import { DraftItems } from '../draft-items';
import type { EditPlan, EditPlanItem, PlanItemInput } from '../dto/plan.dto';
import type { PlanItem } from '../plan-item.entity';
import { PlanItemsStore } from '../plan-items.store';
import { PlanMoves } from '../plan-moves';
import type { Plan } from '../plan.entity';
import { PlansStore } from '../plans.store';

/** Writes in a draft. Every change, also of a line, raises the version of the plan: it is edited as one sheet (8.13). */
@Injectable()
export class WritePlan {
  constructor(
    private readonly store: PlansStore,
    private readonly items: PlanItemsStore,
    private readonly drafts: DraftItems,
    private readonly offerings: Offerings,
    private readonly moves: PlanMoves,
  ) {}

  /** @throws AppError 404; 409 `plan-not-draft`; 412 */
  async edit(id: string, version: number, changes: EditPlan): Promise<Plan> {
    const plan = await this.draft(id, version);
    return this.touch(plan, 'plan.changed', Object.keys(changes), changes);
  }

  /** @throws AppError 404; 409 `plan-not-draft`; 412; 422 */
  async addItem(id: string, version: number, input: PlanItemInput): Promise<Plan> {
    const plan = await this.draft(id, version);
    await this.checkOffering(input.offeringId);
    const item = await this.drafts.fromInput(id, plan.householdId, input);
    const position = (await this.items.ofPlan(id)).reduce((last, one) => Math.max(last, one.position), -1) + 1;
    await this.items.insert([{ ...item, position }]);
    return this.touch(plan, 'plan.item-added', ['items']);
  }

  /** @throws AppError 404; 409 `plan-not-draft`; 412; 422 */
  async changeItem(id: string, itemId: string, version: number, changes: EditPlanItem): Promise<Plan> {
    const plan = await this.draft(id, version);
    const item = await this.items.get(id, itemId);
    await this.checkOffering(changes.offeringId);
    if (changes.needId) await this.drafts.needOf(plan.householdId, changes.needId);
    const { offeringId } = changes;
    const another = offeringId !== undefined && offeringId !== item.offeringId;
    const unsaid: Partial<PlanItem> = another ? { choice: 'open', chosenBy: null, chosenAt: null, reasons: {} } : {};
    if (Object.keys(changes).length > 0) await this.items.update(itemId, { ...changes, ...unsaid });
    return this.touch(plan, 'plan.item-changed', Object.keys(changes));
  }

  /** @throws AppError 404; 409 `plan-not-draft`; 412 */
  async removeItem(id: string, itemId: string, version: number): Promise<Plan> {
    const plan = await this.draft(id, version);
    await this.items.get(id, itemId);
    await this.items.remove(itemId);
    return this.touch(plan, 'plan.item-removed', ['items']);
  }

  private async draft(id: string, version: number): Promise<Plan> {
    const plan = await this.store.get(id);
    if (plan.version !== version) throw stale();
    if (plan.state !== 'draft') throw conflict('plan-not-draft');
    return plan;
  }

  private async checkOffering(offeringId: string | undefined): Promise<void> {
    if (!offeringId) return;
    const known = await this.offerings.byIds([offeringId]);
    if (!known.has(offeringId)) throw invalid([{ field: 'offeringId', code: 'offering-unknown' }]);
  }

  private async touch(plan: Plan, action: string, fields: string[], changes: Partial<Plan> = {}): Promise<Plan> {
    const next = await this.store.update(plan, changes);
    await this.moves.changed(next, action, { fields, changes: diffOf(plan, changes) });
    return next;
  }
}
