import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { Households } from '../../households';
import { ClassificationFactsReader } from '../classification-facts';
import type { Classification } from '../classification.entity';
import { classificationLifecycle } from '../classification.lifecycle';
import { ClassificationsStore } from '../classifications.store';
import type { ProposeClassification as ProposalInput } from '../dto/classification.dto';
import { proposeClass } from '../propose-class';

/** Computes a class from what is stored, and keeps inputs, steps and pack version (R11); it decides nothing (R3). */
@Injectable()
export class ProposeClassification {
  constructor(
    private readonly store: ClassificationsStore,
    private readonly factsReader: ClassificationFactsReader,
    private readonly households: Households,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 no such household; 422 the event lies ahead */
  async execute(householdId: string, { event }: ProposalInput): Promise<Classification> {
    if (event && event.date > this.clock.today()) throw invalid([{ field: 'event.date', code: 'day-ahead' }]);
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    const inputs = await this.factsReader.read(householdId, event ?? null);
    const proposal = proposeClass(inputs.facts, inputs.rules);
    for (const older of await this.store.inState(householdId, 'proposed')) {
      const place = { subjectId: older.id, householdId, districtCode, regionPath };
      const move = { lifecycle: classificationLifecycle, from: older.state, move: 'supersede' } as const;
      await this.store.update(older, { state: await this.lifecycles.move({ ...move, ...place }) });
    }
    const row: Classification = {
      id: newId(),
      householdId,
      proposedClass: proposal.proposedClass,
      proposedSecondary: proposal.secondary,
      inputs,
      steps: proposal.steps,
      packVersion: proposal.packVersion,
      state: 'proposed',
      decidedClass: null,
      decidedSecondary: null,
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
