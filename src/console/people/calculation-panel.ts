import { Injectable } from '@nestjs/common';
import { type Calculation, Calculations, CalculationViews } from '../../people/calculations';
import type { ClassificationView } from '../../people/classification';
import { Households } from '../../people/households';
import { ObligorViews } from '../../people/verification';
import { formatMoney } from '../../platform/i18n';
import type { PolicyPack } from '../../reference/policies';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';
import { termsOf } from './calculation-terms';
import { calculationModel } from './calculation-words';
import { OwnSteps } from './own-steps';

/** What a proposal rests on: its stored calculation, or the steps of its own where it is older than those. */
@Injectable()
export class CalculationPanel {
  constructor(
    private readonly calculations: Calculations,
    private readonly views: CalculationViews,
    private readonly households: Households,
    private readonly obligors: ObligorViews,
    private readonly ownSteps: OwnSteps,
    private readonly words: AssessmentWords,
  ) {}

  async of(row: ClassificationView) {
    if (row.calculationId === null)
      return { calculation: null, steps: this.ownSteps.of(row.steps), on: row.inputs?.facts.on ?? null };
    const stored = await this.calculations.get(row.calculationId);
    const { pack, people } = await this.calculations.basis(stored);
    return { calculation: await this.shown(stored, pack, people), steps: [], on: stored.onDay };
  }

  /** One that is stored, or done again: the pack that it was done by, and how many people its facts knew. */
  async shown(stored: Calculation, pack: PolicyPack, people: number) {
    const locale = pageLocale();
    const terms = termsOf(
      pack,
      locale,
      { say: (key, params) => this.words.text(key, params), money: (fen) => formatMoney(locale, fen) },
      await this.people(stored, people),
      linesOf(stored),
    );
    const economy = `/console/households/${stored.householdId}/economy`;
    return { ...calculationModel(await this.views.of(stored), terms), economy };
  }

  /** Who m1, m2 … are, those who have left since included (R99), and o1, o2 … where the reader may see that (C3). */
  private async people(stored: Calculation, known: number): Promise<ReadonlyMap<string, string>> {
    const hidden = this.words.text('release.not-shown');
    const names = await this.households.everMemberNames(stored.householdId);
    const ids = stored.memberIds ?? (await this.guessed(stored, known));
    const owing = stored.obligorIds ?? [];
    const called = owing.length === 0 ? new Map<string, string>() : await this.obligors.names(stored.householdId);
    return new Map([
      ...ids.map((id, place) => [`m${place + 1}`, names.get(id) ?? hidden] as const),
      ...owing.flatMap((id, place) => (called.has(id) ? [[`o${place + 1}`, called.get(id)!] as const] : [])),
    ]);
  }

  /**
   * A calculation of before the keys were kept numbers people by their ids, which grow with time. Once somebody of them has
   * left, nobody is named: the numbers may mean others.
   */
  private async guessed({ id, householdId }: Calculation, known: number): Promise<string[]> {
    const there = (await this.households.members(householdId)).filter((member) => member.id < id);
    return there.length === known ? there.map((member) => member.id).sort() : [];
  }
}

/** Where l1, l2 … and o1, o2 … stand on the page of the declaration. */
function linesOf({ householdId, lineIds, obligorIds }: Calculation): ReadonlyMap<string, string> {
  const page = `/console/households/${householdId}/economy`;
  return new Map([
    ...(lineIds ?? []).map((id, place) => [`l${place + 1}`, `${page}#line-${id}`] as const),
    ...(obligorIds ?? []).map((id, place) => [`o${place + 1}`, `${page}#obligor-${id}`] as const),
  ]);
}
