import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Policies, type PolicyPack } from '../../../reference/policies';
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
import type { GatheredFacts } from '../assemble-facts';
import { CalculationFactsReader } from '../calculation-facts.reader';
import { CalculationsStore } from '../calculations.store';
import { storedRules } from '../stored-rules';

/** A stored calculation and what it came to. */
export interface MadeCalculation {
  calculation: Calculation;
  result: CalculationResult;
}

interface Basis extends Pick<Calculation, 'householdId' | 'districtCode' | 'regionPath' | 'onDay'> {
  pack: PolicyPack;
  event: CalculationFacts['event'];
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
   * @param onDay left out: today; the day that a batch is worked out for
   * @throws AppError 404 no such household
   */
  async execute(householdId: string, event: CalculationFacts['event'], onDay?: string): Promise<MadeCalculation> {
    const basis = await this.basis(householdId, event, onDay);
    return this.make(basis, await this.gathered(basis));
  }

  /**
   * The same, with the event of the newest calculation, where something that the rules ask about has changed since: a day
   * that has passed is no change. @returns null when nothing has
   */
  async executeOnNews(householdId: string): Promise<MadeCalculation | null> {
    const [newest] = (await this.store.ofHousehold(householdId, { limit: 1 })).items;
    const known = newest && (JSON.parse(newest.facts) as CalculationFacts);
    const basis = await this.basis(householdId, known?.event ?? null);
    const gathered = await this.gathered(basis);
    const same = known && canonicalText({ ...gathered.facts, on: known.on }) === newest.facts;
    return same && storedRules(basis.pack).digest === newest.rulesDigest ? null : this.make(basis, gathered);
  }

  private async basis(
    householdId: string,
    event: CalculationFacts['event'],
    onDay = this.clock.today(),
  ): Promise<Basis> {
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    const pack = this.policies.current(districtCode);
    return { householdId, districtCode, regionPath, pack, event, onDay };
  }

  private async gathered({ householdId, onDay, event, pack }: Basis): Promise<GatheredFacts> {
    const { facts, ...keys } = await this.factsReader.read(householdId, onDay, event, pack);
    return { facts: calculationFactsSchema.parse(facts), ...keys };
  }

  private async make(
    { pack, event: _, ...place }: Basis,
    { facts, memberIds, lineIds, obligorIds }: GatheredFacts,
  ): Promise<MadeCalculation> {
    const { householdId, districtCode, regionPath, onDay } = place;
    const result = calculate(facts, compileRules(pack, onDay));
    const rules = storedRules(pack);
    const text = canonicalText(result);
    const calculation: Calculation = {
      ...{ id: newId(), ...place },
      engineVersion: ENGINE_VERSION,
      rulesDigest: rules.digest,
      facts: canonicalText(facts),
      ...{ memberIds, lineIds, obligorIds },
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
