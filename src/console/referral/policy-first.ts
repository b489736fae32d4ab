import { Injectable } from '@nestjs/common';
import { Entitlements } from '../../people/entitlements';
import { Households } from '../../people/households';
import { pageLocale } from '../shell';

/** The checklist of R7 as pages about services show it: what the household may be entitled to and has not settled. */
export interface PolicyFirst {
  /** Nobody has made the checklist yet, so that nothing is known of its lines. */
  unmade: boolean;
  /** Lines that are still to be filed or decided; values are their ids, hints say for which member. */
  lines: Array<{ value: string; text: string; hint: string | null }>;
  /** The household cannot be handed on to the station before they are settled (classes 1 and 2). */
  blocks: boolean;
}

/** Reads open lines of the policy-first checklist, so that nobody plans services past them (R7). */
@Injectable()
export class PolicyFirstLines {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly households: Households,
  ) {}

  /** @throws AppError 404 household */
  async of(householdId: string): Promise<PolicyFirst> {
    const entries = await this.entitlements.list(householdId);
    const open = new Set((await this.entitlements.openLines(householdId)).map(({ id }) => id));
    const names = await this.households.memberNames(householdId);
    const english = pageLocale() === 'en';
    const lines = entries
      .filter(({ row }) => open.has(row.id))
      .map(({ row, catalogue }) => ({
        ...{ value: row.id, text: english ? catalogue.en : catalogue.zh },
        hint: names.get(row.memberId ?? '') ?? null,
      }));
    const blocks = lines.length > 0 && !(await this.entitlements.gate(householdId)).open;
    return { unmade: entries.length === 0, lines, blocks };
  }
}
