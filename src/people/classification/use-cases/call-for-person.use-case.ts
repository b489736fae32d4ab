import { Injectable } from '@nestjs/common';
import { Households } from '../../households';
import { ClassificationsStore } from '../classifications.store';
import type { RecheckGround } from '../recheck.entity';
import { Rechecks } from '../rechecks.service';
import { ProposeClassification } from './propose-classification.use-case';

/**
 * Puts a household before a person whatever a calculation would say (R30, R99): the decision in force comes onto the due
 * list of today; where nobody has decided yet, class and circle are proposed.
 */
@Injectable()
export class CallForPerson {
  constructor(
    private readonly store: ClassificationsStore,
    private readonly propose: ProposeClassification,
    private readonly rechecks: Rechecks,
    private readonly households: Households,
  ) {}

  async execute(householdId: string, ground: RecheckGround): Promise<void> {
    const household = await this.households.unrecorded(householdId);
    const [decision] = await this.store.inState(householdId, 'confirmed');
    if (!decision) await this.propose.execute(householdId, {});
    else await this.rechecks.callFor(household, decision, ground, { proposalId: null, calculationId: null });
  }
}
