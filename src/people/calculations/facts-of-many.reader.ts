import { Injectable } from '@nestjs/common';
import { Policies } from '../../reference/policies';
import { Assessments } from '../assessments';
import { Entitlements } from '../entitlements';
import { Households } from '../households';
import type { CalculationFacts } from '../means-test';
import { Economy, Obligors } from '../verification';
import { assembleFacts } from './assemble-facts';

/**
 * The same facts as `CalculationFactsReader`, of many households with one query for each kind of row: for sums over a whole
 * district. What is asked about an event is not stored, so none is known here.
 */
@Injectable()
export class FactsOfMany {
  constructor(
    private readonly households: Households,
    private readonly economy: Economy,
    private readonly obligors: Obligors,
    private readonly entitlements: Entitlements,
    private readonly assessments: Assessments,
    private readonly policies: Policies,
  ) {}

  /** By household, with all granted statuses: `factsUnder` leaves those of a pack. */
  async read(householdIds: readonly string[], on: string): Promise<Map<string, CalculationFacts>> {
    const members = byHousehold(await this.households.membersOfAll(householdIds));
    const lines = byHousehold(await this.economy.linesOfAll(householdIds));
    const obligors = byHousehold(await this.obligors.standingOfAll(householdIds));
    const nobody = await this.obligors.nobodyOfAll(householdIds);
    const entitlements = byHousehold(await this.entitlements.grantedOfAll(householdIds));
    const labels = this.policies.labels();
    const acts = await this.assessments.failedActsOfAll(householdIds);
    return new Map(
      householdIds.map((id) => {
        const stored = {
          members: members.get(id) ?? [],
          lines: lines.get(id) ?? [],
          obligors: obligors.get(id) ?? [],
          nobodyOwes: nobody.has(id),
          entitlements: entitlements.get(id) ?? [],
          failedActs: acts,
        };
        return [id, assembleFacts(stored, on, null, labels).facts];
      }),
    );
  }
}

function byHousehold<T extends { householdId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.householdId);
    if (group) group.push(row);
    else groups.set(row.householdId, [row]);
  }
  return groups;
}
