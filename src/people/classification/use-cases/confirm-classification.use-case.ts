import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Events } from '../../../platform/queue';
import { Clock, plusMonths } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import { Calculations } from '../../calculations';
import { type Household, Households } from '../../households';
import type { Classification } from '../classification.entity';
import { classificationLifecycle } from '../classification.lifecycle';
import { ClassificationsStore } from '../classifications.store';
import { Rechecks } from '../rechecks.service';
import type { ConfirmClassification as Decision } from '../dto/classification.dto';

type Decided = Pick<Classification, 'decidedCircle'> & { decidedClass: number; decidedSecondary: number[] };

/** A person decides class and circle (R3, R11, R27): as proposed, or otherwise with a reason (R12). */
@Injectable()
export class ConfirmClassification {
  constructor(
    private readonly store: ClassificationsStore,
    private readonly calculations: Calculations,
    private readonly households: Households,
    private readonly rechecks: Rechecks,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 `class-reason-required`, `class-named-twice`; 409 `move-not-allowed` */
  async execute(id: string, { class: decidedClass, secondary, circle, reason }: Decision): Promise<Classification> {
    const row = await this.store.get(id);
    const decidedSecondary = [...new Set(secondary)].sort();
    const decided: Decided = { decidedClass, decidedSecondary, decidedCircle: circle ?? row.proposedCircle };
    if (decidedSecondary.includes(decidedClass)) throw invalid([{ field: 'secondary', code: 'class-named-twice' }]);
    if (reason === undefined && deviates(row, decided)) {
      throw invalid([{ field: 'reason', code: 'class-reason-required' }]);
    }
    const household = await this.households.unrecorded(row.householdId);
    for (const older of await this.store.inState(row.householdId, 'confirmed')) {
      await this.move(household, older, 'supersede', {});
    }
    const recheckOn = await this.recheckOn(row, decided.decidedCircle);
    const changes = {
      ...decided,
      recheckOn,
      reason: reason ?? null,
      decidedBy: this.transactions.actor.userId,
      decidedAt: this.clock.now(),
    };
    await this.move(household, row, 'confirm', changes, reason);
    await this.households.setClass(household.id, {
      primaryClass: decidedClass,
      secondaryClasses: decidedSecondary,
      circle: ofHousehold(decided.decidedCircle),
    });
    await this.rechecks.decided(household, { id: row.id, decidedCircle: decided.decidedCircle }, recheckOn);
    await this.tell(household, row, decided);
    return this.store.get(id);
  }

  /** The day by which somebody looks again (R30, B12); null outside all circles. */
  private async recheckOn({ calculationId }: Classification, circle: Decided['decidedCircle']): Promise<string | null> {
    if (calculationId === null || circle === null) return null;
    const months = await this.calculations.recheckMonths(calculationId, circle);
    return months === null ? null : plusMonths(this.clock.today(), months);
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

  private async tell(household: Household, row: Classification, decided: Decided): Promise<void> {
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
function deviates(row: Classification, { decidedClass, decidedSecondary, decidedCircle }: Decided): boolean {
  return (
    row.proposedClass !== decidedClass ||
    row.proposedCircle !== decidedCircle ||
    String([...row.proposedSecondary].sort()) !== String(decidedSecondary)
  );
}

const ofHousehold = (circle: Decided['decidedCircle']): Household['circle'] =>
  circle === 'outside' || circle === 'unknown' ? null : circle;
