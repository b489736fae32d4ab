import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Events } from '../../../platform/queue';
import { Audit } from '../../../trust/audit';
import { type Household, Households } from '../../households';
import type { Classification } from '../classification.entity';
import { classificationLifecycle } from '../classification.lifecycle';
import { ClassificationsStore } from '../classifications.store';
import { Rechecks } from '../rechecks.service';

/** A person takes a decision back that nobody was told of (R3): the one before it is in force again, or none. */
@Injectable()
export class TakeBackDecision {
  constructor(
    private readonly store: ClassificationsStore,
    private readonly households: Households,
    private readonly rechecks: Rechecks,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /**
   * @param beforeId the decision that it took the place of; null where there was none
   * @throws AppError 404; 409 `classification-decided-since` when another decision has followed
   */
  async execute(id: string, beforeId: string | null, reason: string): Promise<void> {
    const row = await this.store.get(id);
    const household = await this.households.unrecorded(row.householdId);
    if (row.state !== 'confirmed') throw conflict('classification-decided-since', { number: household.number });
    const before = beforeId === null ? null : await this.store.get(beforeId);
    await this.move(household, row, 'take-back', reason);
    if (before) await this.move(household, before, 'reinstate', reason);
    await this.households.setClass(household.id, {
      primaryClass: before?.decidedClass ?? null,
      secondaryClasses: before?.decidedSecondary ?? [],
      circle: circleOf(before),
    });
    await this.rechecks.decided(household, before ?? { id, decidedCircle: null }, before?.recheckOn ?? null);
    await this.tell(household, row, before);
  }

  private async move(
    { id: householdId, districtCode, regionPath }: Household,
    row: Classification,
    move: 'take-back' | 'reinstate',
    reason: string,
  ): Promise<void> {
    const place = { subjectId: row.id, householdId, districtCode, regionPath };
    const change = { lifecycle: classificationLifecycle, from: row.state, move, reason } as const;
    await this.store.update(row, { state: await this.lifecycles.move({ ...change, ...place }) });
  }

  private async tell(household: Household, row: Classification, before: Classification | null): Promise<void> {
    const { id: householdId, districtCode, regionPath } = household;
    const subject = { subjectType: 'classification', subjectId: row.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'classification.taken-back', ...subject, fields: ['state'] });
    await this.events.publish({
      ...{ type: 'classification.taken-back', aggregateId: row.id, aggregateVersion: row.version + 1 },
      ...{ householdId, districtCode, data: { class: before?.decidedClass ?? null } },
    });
  }
}

function circleOf(before: Classification | null): Household['circle'] {
  const circle = before?.decidedCircle ?? null;
  return circle === 'outside' || circle === 'unknown' ? null : circle;
}
