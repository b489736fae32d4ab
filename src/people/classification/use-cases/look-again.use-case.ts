import { Injectable } from '@nestjs/common';
import { MakeCalculation } from '../../calculations';
import { Households } from '../../households';
import type { CalculationResult } from '../../means-test';
import type { Classification } from '../classification.entity';
import { ClassificationsStore } from '../classifications.store';
import type { RecheckGround } from '../recheck.entity';
import { Rechecks } from '../rechecks.service';
import { ProposeClassification } from './propose-classification.use-case';

/**
 * Something has changed: the machine calculates again and lays the result beside the decision in force (R30). Where it differs
 * it proposes and calls for a person; else it notes that it has looked. Class and circle are never changed here, an outward
 * move included (R3).
 */
@Injectable()
export class LookAgain {
  constructor(
    private readonly store: ClassificationsStore,
    private readonly makeCalculation: MakeCalculation,
    private readonly proposeClassification: ProposeClassification,
    private readonly rechecks: Rechecks,
    private readonly households: Households,
  ) {}

  /** Nothing happens without a decision in force, on a closed file, or when nothing that the rules ask about has changed. */
  async execute(householdId: string, ground: RecheckGround): Promise<void> {
    const household = await this.households.unrecorded(householdId);
    if (household.state !== 'active') return;
    const decision = await this.store.holdConfirmed(householdId);
    const made = decision && (await this.makeCalculation.executeOnNews(householdId));
    if (!made) return;
    const calculationId = made.calculation.id;
    if (isWeighed(decision, made.result)) return this.rechecks.note(household, decision, ground, calculationId);
    const proposal = await this.proposeClassification.by(made);
    await this.rechecks.callFor(household, decision, ground, { calculationId, proposalId: proposal.id });
  }
}

/** Whether the result is what was decided, or what was proposed when a person decided otherwise with a reason (R12). */
function isWeighed(row: Classification, result: CalculationResult): boolean {
  const decided = [row.decidedClass, row.decidedSecondary ?? [], row.decidedCircle] as const;
  const proposed = [row.proposedClass, row.proposedSecondary, row.proposedCircle] as const;
  return [decided, proposed].some(
    ([ofClass, secondary, circle]) =>
      ofClass === result.class &&
      String([...secondary].sort()) === String([...result.secondary].sort()) &&
      // A decision of before the circles has none to differ from.
      (circle === null || circle === result.circle),
  );
}
