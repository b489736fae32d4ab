import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type MadeCalculation, MakeCalculation } from '../../calculations';
import { Households } from '../../households';
import type { Classification } from '../classification.entity';
import { classificationLifecycle } from '../classification.lifecycle';
import { ClassificationsStore } from '../classifications.store';
import type { ProposeClassification as ProposalInput } from '../dto/classification.dto';

/** Proposes class and circle by a calculation that is kept (R11, R27); it decides nothing (R3). */
@Injectable()
export class ProposeClassification {
  constructor(
    private readonly store: ClassificationsStore,
    private readonly makeCalculation: MakeCalculation,
    private readonly households: Households,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 no such household; 422 the event lies ahead */
  async execute(householdId: string, { event }: ProposalInput): Promise<Classification> {
    if (event && event.date > this.clock.today()) throw invalid([{ field: 'event.date', code: 'day-ahead' }]);
    return this.by(await this.makeCalculation.execute(householdId, event ?? null));
  }

  /** The same by a calculation that is there already; an older proposal gives way. */
  async by({ calculation, result }: MadeCalculation): Promise<Classification> {
    const { householdId } = calculation;
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    for (const older of await this.store.inState(householdId, 'proposed')) {
      const place = { subjectId: older.id, householdId, districtCode, regionPath };
      const move = { lifecycle: classificationLifecycle, from: older.state, move: 'supersede' } as const;
      await this.store.update(older, { state: await this.lifecycles.move({ ...move, ...place }) });
    }
    const row: Classification = {
      id: newId(),
      householdId,
      proposedClass: result.class,
      proposedSecondary: result.secondary,
      proposedCircle: result.circle,
      calculationId: calculation.id,
      inputs: null,
      steps: null,
      packVersion: result.packVersion,
      state: 'proposed',
      decidedClass: null,
      decidedSecondary: null,
      decidedCircle: null,
      recheckOn: null,
      reason: null,
      proposedBy: this.transactions.actor.userId,
      proposedAt: this.clock.now(),
      decidedBy: null,
      decidedAt: null,
      version: 1,
    };
    await this.store.insert(row);
    const subject = { subjectType: 'classification', subjectId: row.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'classification.proposed', ...subject });
    return row;
  }
}
