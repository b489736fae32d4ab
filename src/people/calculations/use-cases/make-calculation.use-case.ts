import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { Households } from '../../households';
import {
  calculate,
  type CalculationFacts,
  calculationFactsSchema,
  type CalculationResult,
  canonicalText,
  compileRules,
  digestOf,
  ENGINE_VERSION,
} from '../../means-test';
import type { Calculation } from '../calculation.entity';
import { CalculationFactsReader } from '../calculation-facts.reader';
import { CalculationsStore } from '../calculations.store';
import { storedRules } from '../stored-rules';

/** A stored calculation and what it came to. */
export interface MadeCalculation {
  calculation: Calculation;
  result: CalculationResult;
}

/** Calculates what the district's pack says of a household today, and keeps facts, rules and result; decides nothing (R3). */
@Injectable()
export class MakeCalculation {
  constructor(
    private readonly store: CalculationsStore,
    private readonly factsReader: CalculationFactsReader,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param event what threw the household off balance, when something did
   * @throws AppError 404 no such household
   */
  async execute(householdId: string, event: CalculationFacts['event']): Promise<MadeCalculation> {
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    const pack = this.policies.current(districtCode);
    const onDay = this.clock.today();
    const facts = calculationFactsSchema.parse(await this.factsReader.read(householdId, onDay, event, pack));
    const result = calculate(facts, compileRules(pack, onDay));
    const rules = storedRules(pack);
    const text = canonicalText(result);
    const calculation: Calculation = {
      ...{ id: newId(), householdId, districtCode, regionPath, onDay },
      engineVersion: ENGINE_VERSION,
      rulesDigest: rules.digest,
      facts: canonicalText(facts),
      result: text,
      digest: digestOf(text),
      madeBy: this.transactions.actor.userId,
      madeAt: this.clock.now(),
    };
    await this.store.keepRules(rules);
    await this.store.insert(calculation);
    const subject = { subjectType: 'calculation', subjectId: calculation.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'calculation.made', ...subject });
    return { calculation, result };
  }
}
