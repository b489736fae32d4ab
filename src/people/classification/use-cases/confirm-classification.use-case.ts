import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import { type Household, Households } from '../../households';
import type { Classification } from '../classification.entity';
import { classificationLifecycle } from '../classification.lifecycle';
import { ClassificationsStore } from '../classifications.store';
import type { ConfirmClassification as Decision } from '../dto/classification.dto';

/** A person decides the class (R3, R11): as proposed, or otherwise with a reason (R12). */
@Injectable()
export class ConfirmClassification {
  constructor(
    private readonly store: ClassificationsStore,
    private readonly households: Households,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 `class-reason-required`, `class-named-twice`; 409 `move-not-allowed` */
  async execute(id: string, { class: decidedClass, secondary, reason }: Decision): Promise<Classification> {
    const row = await this.store.get(id);
    const decidedSecondary = [...new Set(secondary)].sort();
    if (decidedSecondary.includes(decidedClass)) throw invalid([{ field: 'secondary', code: 'class-named-twice' }]);
    if (reason === undefined && deviates(row, decidedClass, decidedSecondary)) {
      throw invalid([{ field: 'reason', code: 'class-reason-required' }]);
    }
    const household = await this.households.unrecorded(row.householdId);
    for (const older of await this.store.inState(row.householdId, 'confirmed')) {
      await this.move(household, older, 'supersede', {});
    }
    await this.move(
      household,
      row,
      'confirm',
      {
        decidedClass,
        decidedSecondary,
        reason: reason ?? null,
        decidedBy: this.transactions.actor.userId,
        decidedAt: this.clock.now(),
      },
      reason,
    );
    await this.households.setClass(household.id, decidedClass, decidedSecondary);
    await this.tell(household, row, { decidedClass, decidedSecondary });
    return this.store.get(id);
  }

  private async move(
    { id: householdId, districtCode, regionPath }: Household,
    row: Classification,
    move: 'confirm' | 'supersede',
    changes: Partial<Classification>,
    reason?: string,
  ): Promise<void> {
    const place = { subjectId: row.id, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({
      lifecycle: classificationLifecycle,
      ...place,
      from: row.state,
      move,
      reason,
    });
    await this.store.update(row, { ...changes, state });
  }

  private async tell(
    household: Household,
    row: Classification,
    decided: { decidedClass: number; decidedSecondary: number[] },
  ): Promise<void> {
    const { id: householdId, districtCode, regionPath } = household;
    const subject = { subjectType: 'classification', subjectId: row.id, householdId, districtCode, regionPath };
    const changes = diffOf(row, decided);
    await this.audit.changed({ action: 'classification.confirmed', ...subject, changes });
    await this.events.publish({
      type: 'classification.confirmed',
      aggregateId: row.id,
      aggregateVersion: row.version + 1,
      householdId,
      districtCode,
      data: { class: decided.decidedClass },
    });
  }
}

/** The decision is not what was proposed. */
function deviates(row: Classification, decidedClass: number, secondary: readonly number[]): boolean {
  return row.proposedClass !== decidedClass || String([...row.proposedSecondary].sort()) !== String(secondary);
}
