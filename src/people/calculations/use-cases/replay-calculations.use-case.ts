import { Injectable } from '@nestjs/common';
import { anonymousActor, Transactions } from '../../../platform/database';
import { Regions } from '../../../reference/regions';
import { systemActor } from '../../../trust/access';
import { compileRules, digestOf, replay } from '../../means-test';
import type { Calculation } from '../calculation.entity';
import { CalculationsStore } from '../calculations.store';
import { packOf } from '../stored-rules';

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** How many came to the same, how many were emptied by an erasure, and which came to something else. */
export interface ReplayCounts {
  same: number;
  emptied: number;
  different: string[];
}

/** Does every stored calculation of the installation again and compares it byte for byte (design 4); changes nothing. */
@Injectable()
export class ReplayCalculations {
  constructor(
    private readonly store: CalculationsStore,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
  ) {}

  /** @param told called after each batch */
  async execute(told: (counts: ReplayCounts) => void = () => undefined): Promise<ReplayCounts> {
    const counts: ReplayCounts = { same: 0, emptied: 0, different: [] };
    const finding = { ...anonymousActor('replay'), kind: 'system' as const };
    for (const district of await this.transactions.runApart(finding, () => this.regions.districts())) {
      let last: string | undefined = BEFORE_ALL;
      while (last !== undefined) {
        last = await this.batch(district, last, counts);
        told(counts);
      }
    }
    return counts;
  }

  /** @returns the last id that was looked at; undefined at the end */
  private batch(district: string, after: string, counts: ReplayCounts): Promise<string | undefined> {
    const work = async () => {
      const rows = await this.store.after(after, BATCH);
      for (const row of rows) {
        if (row.facts === '') counts.emptied += 1;
        else if (await this.isSame(row)) counts.same += 1;
        else counts.different.push(row.id);
      }
      return rows.at(-1)?.id;
    };
    return this.transactions.runApart(systemActor(district, 'replay'), work, { readOnly: true });
  }

  private async isSame({ rulesDigest, onDay, facts, result, digest }: Calculation): Promise<boolean> {
    const rules = await this.store.rules(rulesDigest);
    if (digestOf(rules.content) !== rulesDigest || digestOf(result) !== digest) return false;
    return replay({ facts, result }, compileRules(packOf(rules), onDay)).same;
  }
}
