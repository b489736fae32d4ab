import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { type Unit, Units } from '../../../reference/regions';
import type { CaseFile } from '../case-file.entity';
import { CaseMoves } from '../case-moves';
import { CasesStore, HandoversStore } from '../cases.store';
import type { Handover } from '../handover.entity';
import { handoverLifecycle } from '../handover.lifecycle';
import { tierOf } from './open-case.use-case';

/** The receiving unit takes a case over, or gives the offer back with a reason (R10). */
@Injectable()
export class AnswerHandover {
  constructor(
    private readonly store: CasesStore,
    private readonly handovers: HandoversStore,
    private readonly units: Units,
    private readonly lifecycles: Lifecycles,
    private readonly moves: CaseMoves,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Unit and owner change together, in one row: there is no moment without an owner. A case that comes to the station
   * for the first time goes on with the assessment (R8).
   * @throws AppError 404; 403 `handover-not-yours`; 409 when it was answered before
   */
  async accept(id: string): Promise<Handover> {
    const { handover, row, unit, userId } = await this.opened(id);
    const accepted = await this.answer(handover, row, 'accept');
    const owned = await this.moves.giveTo(row, { tier: tierOf(unit), unitId: unit.id, leadWorkerId: userId });
    const first = unit.tier !== 'window' && (row.state === 'intake' || row.state === 'policy-first');
    const placed = first ? await this.moves.make(owned, 'start-assessment', {}) : owned;
    const data = { handoverId: id, fromUnitId: handover.fromUnitId, toUnitId: unit.id, leadWorkerId: userId };
    await this.moves.told(placed, 'case.handed-over', data);
    return accepted;
  }

  /** The sender stays the owner. @throws AppError as `accept` */
  async giveBack(id: string, reason: string): Promise<Handover> {
    const { handover, row } = await this.opened(id);
    const returned = await this.answer(handover, row, 'return', reason);
    await this.moves.told(row, 'case.handover-returned', { handoverId: id, leadWorkerId: row.leadWorkerId });
    return returned;
  }

  private async opened(id: string): Promise<{ handover: Handover; row: CaseFile; unit: Unit; userId: string }> {
    const handover = await this.handovers.get(id);
    const row = await this.store.get(handover.caseId);
    const unit = await this.units.byId(handover.toUnitId);
    const { unitId, userId, roles } = this.transactions.actor;
    const there = unitId === unit.id || (unitId === null && roles.includes(`${unit.tier}-worker`));
    if (!there || userId === null) throw forbidden('handover-not-yours');
    return { handover, row, unit, userId };
  }

  private async answer(
    handover: Handover,
    row: CaseFile,
    move: 'accept' | 'return',
    reason?: string,
  ): Promise<Handover> {
    const { householdId, districtCode, regionPath } = row;
    const subject = { subjectId: handover.id, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({
      lifecycle: handoverLifecycle,
      ...subject,
      from: handover.state,
      move,
      reason,
    });
    await this.dueItems.cancel('handover-answer', handover.id);
    const answeredBy = this.transactions.actor.userId;
    return this.handovers.answer(handover, {
      state,
      answeredBy,
      answeredAt: this.clock.now(),
      returnReason: reason ?? null,
    });
  }
}
