import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../platform/errors';
import { Clock } from '../../platform/time';
import type { Act } from '../../reference/policies';
import type { Application } from './application.entity';
import { ApplicationsStore } from './applications.store';
import { TownshipDecisions } from './township-decisions';

/** Of versions of a pack that say nothing of it. */
const ONCE_A_YEAR = { times: 1, months: 12 };

/** How often the household was granted the act within the months of the rule, and how often a township may. */
export interface GrantedBefore {
  given: number;
  times: number;
  months: number;
  lastAt: Date | null;
}

/**
 * Temporary aid is for one emergency: whoever asks again within the months of the pack is granted it by the district alone, for
 * a reason of its own, so that no township splits a sum that is over its delegation (B24, R70).
 */
@Injectable()
export class RepeatedAid {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly township: TownshipDecisions,
    private readonly clock: Clock,
  ) {}

  /** Null for an act without such a rule, and where it may be granted as usual. */
  before(row: Application, act: Act): Promise<GrantedBefore | null> {
    return this.count(row, act, false);
  }

  /**
   * Before a grant, in its transaction: grants to one family wait for each other, so that none counts too few.
   * @param ground what the person who decides has typed
   * @throws AppError 409 `application-aid-repeated`, `application-busy`; 422 `application-repeat-ground-needed`
   */
  async check(row: Application, act: Act, ground: string | undefined): Promise<void> {
    const before = await this.count(row, act, true);
    if (before === null) return;
    const { given, times, months } = before;
    if (this.township.byTownship()) throw conflict('application-aid-repeated', { given, times, months });
    if (ground === undefined)
      throw invalid([{ field: 'ground', code: 'application-repeat-ground-needed', params: { given, months } }]);
  }

  private async count(row: Application, act: Act, held: boolean): Promise<GrantedBefore | null> {
    const rule = act.repeat ?? (act.urgent ? ONCE_A_YEAR : null);
    if (rule === null) return null;
    const { times, months } = rule;
    const { given, lastAt } = await this.store.granted(row, { months, now: this.clock.now(), held });
    return given < times ? null : { given, times, months, lastAt };
  }
}
