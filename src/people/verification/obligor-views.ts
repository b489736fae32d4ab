import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { forbidden } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { type Levels, reaches, releaseFields, type Unreleased } from '../../trust/access';
import { HouseholdLevels, Households } from '../households';
import { compileRules, type CompiledRules } from '../means-test';
import { type ObligorsView, obligorsView, type ObligorView, viewObligor } from './dto/obligor.view';
import { ObligorNote } from './obligor-note';
import { obligorSums, owedBy } from './obligor-sums';
import { Obligors } from './obligors.service';
import type { SupportObligor } from './support-obligor.entity';

/** Who owes support, as the reader may see it: whole entries, the sums, or of the entries the own ones (C3). */
@Injectable()
export class ObligorViews {
  constructor(
    private readonly obligors: Obligors,
    private readonly note: ObligorNote,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async of(householdId: string): Promise<ObligorsView> {
    const { userId } = this.transactions.actor;
    const rows = await this.obligors.list(householdId);
    const rules = await this.rules(householdId);
    const nobodyOn = (await this.obligors.nobodyOfAll([householdId])).get(householdId) ?? null;
    // Whoever is owed and has left took the claim along, as calculations have it.
    const there = new Set((await this.households.members(householdId)).map(({ id }) => id));
    const standing = rows.filter(({ endedAt, memberId }) => endedAt === null && there.has(memberId));
    const items: ObligorView[] = [];
    for (const row of rows) items.push(viewObligor(row, owedBy(row, rules), await this.note.open(row)));
    const view: Unreleased<ObligorsView> = {
      items,
      next: null,
      asked: nobodyOn !== null || standing.length > 0,
      nobodyOn,
      sums: obligorSums(standing, rules),
    };
    const own = new Set(rows.filter(({ recordedBy }) => recordedBy === userId && userId !== null).map(({ id }) => id));
    return releaseFields(obligorsView, view, await this.levels.of(householdId), {
      ids: own,
      levels: await this.levels.of(householdId, 'own-entry'),
    });
  }

  /** An entry as its own answer. */
  async one(row: SupportObligor): Promise<ObligorView> {
    return viewObligor(row, owedBy(row, await this.rules(row.householdId)), await this.note.open(row));
  }

  /** One entry, to be read or corrected. @throws AppError 404; 403 `not-for-role` when only sums are shown */
  async row(id: string): Promise<SupportObligor> {
    const row = await this.obligors.get(id);
    if (!reaches((await this.levelsOf(row)).economy, 'full')) throw forbidden('not-for-role', { group: 'economy' });
    return row;
  }

  /** Names by id, of those whose entries the reader may see. */
  async names(householdId: string): Promise<ReadonlyMap<string, string>> {
    const { items } = await this.of(householdId);
    return new Map(items.map(({ id, name }) => [id, name]));
  }

  private async rules(householdId: string): Promise<CompiledRules> {
    const { districtCode } = await this.households.unrecorded(householdId);
    return compileRules(this.policies.current(districtCode), this.clock.today());
  }

  private levelsOf({ householdId, recordedBy }: SupportObligor): Promise<Levels> {
    const { userId } = this.transactions.actor;
    return recordedBy === userId && userId !== null
      ? this.levels.of(householdId, 'own-entry')
      : this.levels.of(householdId);
  }
}
