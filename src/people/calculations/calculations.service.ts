import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import type { PolicyPack } from '../../reference/policies';
import { calculationFactsSchema, type CalculationResult, compileRules, recheckMonths } from '../means-test';
import type { Calculation } from './calculation.entity';
import { CalculationsStore } from './calculations.store';
import type { CalculationQuery } from './dto/calculation.dto';
import { packOf } from './stored-rules';

/** Stored calculations for this room's doors and for the rooms above. */
@Injectable()
export class Calculations {
  constructor(private readonly store: CalculationsStore) {}

  /** @throws AppError 404 `calculation-not-found` */
  get(id: string): Promise<Calculation> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(householdId: string, query: CalculationQuery): Promise<Page<Calculation>> {
    return this.store.ofHousehold(householdId, query);
  }

  /** The pack that it was done by, and how many people its facts knew. */
  async basis({ facts, rulesDigest }: Calculation): Promise<{ pack: PolicyPack; people: number }> {
    const pack = packOf(await this.store.rules(rulesDigest));
    return { pack, people: calculationFactsSchema.parse(JSON.parse(facts)).members.length };
  }

  /** Months until somebody looks again at a household in this circle, by the rules and people of a calculation (R30). */
  async recheckMonths(id: string, circle: CalculationResult['circle']): Promise<number | null> {
    const { facts, onDay, rulesDigest } = await this.store.get(id);
    const rules = compileRules(packOf(await this.store.rules(rulesDigest)), onDay);
    const { members } = calculationFactsSchema.parse(JSON.parse(facts));
    return recheckMonths(
      circle,
      members.filter(({ counted }) => counted),
      rules,
    );
  }
}
