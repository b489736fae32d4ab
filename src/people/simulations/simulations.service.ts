import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import type { PolicyPack } from '../../reference/policies';
import { Audit } from '../../trust/audit';
import { packOf } from '../calculations';
import type { FamilyQuery, SimulationQuery } from './dto/simulation.dto';
import { type FamilySide, sideAgain } from './side-again';
import type { Simulation } from './simulation.entity';
import { SimulationFamiliesStore } from './simulation-families.store';
import type { SimulationHousehold } from './simulation-household.entity';
import { type SimulationTotals, totalsOf } from './simulation-totals';
import { SimulationsStore } from './simulations.store';

/** Reads of simulations and of what they came to. */
@Injectable()
export class Simulations {
  constructor(
    private readonly store: SimulationsStore,
    private readonly families: SimulationFamiliesStore,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `simulation-not-found` */
  get(id: string): Promise<Simulation> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(query: SimulationQuery): Promise<Page<Simulation>> {
    return this.store.list(query);
  }

  /** Of the families that the reader may see. */
  async totals(id: string): Promise<SimulationTotals> {
    return totalsOf(await this.families.groups(id));
  }

  /** Both packs as they were when the simulation was ordered. */
  async packs(id: string): Promise<{ before: PolicyPack; after: PolicyPack }> {
    const { rulesBefore, rulesAfter } = await this.store.rules(id);
    return { before: packOf({ content: rulesBefore }), after: packOf({ content: rulesAfter }) };
  }

  /** A page of families with what they would get: it is recorded that somebody looked (C2). @throws AppError 404 */
  async page(id: string, query: FamilyQuery): Promise<Page<SimulationHousehold>> {
    const { districtCode } = await this.store.get(id);
    const subject = { subjectType: 'simulation', subjectId: id, districtCode };
    await this.audit.read({ action: 'simulation.families-read', ...subject });
    return this.families.list(id, query);
  }

  /** @throws AppError 404 */
  family(id: string, householdId: string): Promise<SimulationHousehold> {
    return this.families.get(id, householdId);
  }

  /** What these families came to under the rules tried, by digest; those that were not there have none. */
  digestsAfter(id: string, householdIds: readonly string[]): Promise<Map<string, string>> {
    return this.families.digestsAfter(id, householdIds);
  }

  /** Both calculations of a family, done again from the facts that were kept. */
  async sides(simulation: Simulation, family: SimulationHousehold): Promise<{ before: FamilySide; after: FamilySide }> {
    const { before, after } = await this.packs(simulation.id);
    return {
      before: sideAgain(simulation, family, before, family.digestBefore),
      after: sideAgain(simulation, family, after, family.digestAfter),
    };
  }
}
