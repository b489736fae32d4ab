import { Injectable } from '@nestjs/common';
import { Policies, type PolicyPack } from '../../reference/policies';
import { Assessments } from '../assessments';
import { Entitlements } from '../entitlements';
import { Households } from '../households';
import type { CalculationFacts } from '../means-test';
import { Economy, Obligors } from '../verification';
import { assembleFacts, factsUnder, type GatheredFacts } from './assemble-facts';

const SIX_ACTS = 6;

/** Gathers what is stored of a household for its calculation. */
@Injectable()
export class CalculationFactsReader {
  constructor(
    private readonly households: Households,
    private readonly economy: Economy,
    private readonly obligors: Obligors,
    private readonly entitlements: Entitlements,
    private readonly assessments: Assessments,
    private readonly policies: Policies,
  ) {}

  /** @param event what threw the household off balance, when something did */
  async read(
    householdId: string,
    on: string,
    event: CalculationFacts['event'],
    pack: PolicyPack,
  ): Promise<GatheredFacts> {
    const stored = {
      members: await this.households.members(householdId),
      lines: await this.economy.lines(householdId),
      obligors: await this.obligors.standingOfAll([householdId]),
      nobodyOwes: (await this.obligors.nobodyOfAll([householdId])).has(householdId),
      entitlements: (await this.entitlements.list(householdId)).map(({ row }) => row),
      failedActs: await this.failedActs(householdId),
    };
    const { facts, ...keys } = assembleFacts(stored, on, event, this.policies.labels());
    return { facts: factsUnder(facts, pack), ...keys };
  }

  /** How many of the six acts each person cannot do, by the latest scale that asked for all of them (B23). */
  private async failedActs(householdId: string): Promise<ReadonlyMap<string, number>> {
    const failed = new Map<string, number>();
    for (const { memberId, state, result } of await this.assessments.list(householdId)) {
      const acts = result?.sixActs;
      if (state !== 'completed' || memberId === null || acts?.answered !== SIX_ACTS || failed.has(memberId)) continue;
      failed.set(memberId, acts.failed);
    }
    return failed;
  }
}
