import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Taxonomy } from '../../../reference/taxonomy';
import { Audit, diffOf } from '../../../trust/audit';
import type { Household } from '../../households';
import type { Need } from '../need.entity';
import type { NeedState } from '../need.lifecycle';
import { NeedsStore } from '../needs.store';
import { MoveNeed } from './move-need.use-case';

/** Open, and nobody is at work on it: such a need goes with its person. */
export const idleStates: readonly NeedState[] = ['found', 'confirmed', 'reduced', 'same', 'worse'];
/** A plan or a service answers it: it stays with the case that answers for it (R10). */
export const busyStates: readonly NeedState[] = ['planned', 'served'];

/** A need of the old file, and the one in the new file that stands for it. */
export interface CarriedNeed {
  from: string;
  to: string;
  /** False where the new file had the same need itself. */
  copied: boolean;
}

/**
 * Open needs go with their person into another file as new versions that the household there has to confirm (A11, R99).
 * Restricted ones never do: their team decides where they belong (R46).
 */
@Injectable()
export class CarryNeeds {
  constructor(
    private readonly store: NeedsStore,
    private readonly moveNeed: MoveNeed,
    private readonly taxonomy: Taxonomy,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Those that would go, and those that stay because somebody is at work on them. */
  async of(fromId: string, people: ReadonlySet<string>, whole: boolean): Promise<Record<'go' | 'stay', Need[]>> {
    const needs = (await this.store.ofHousehold(fromId, [...idleStates, ...busyStates])).filter(
      ({ memberId, code, restricted }) =>
        (memberId === null ? whole : people.has(memberId)) && !this.taxonomy.restricted(code) && restricted !== true,
    );
    return {
      go: needs.filter(({ state }) => idleStates.includes(state)),
      stay: needs.filter(({ state }) => busyStates.includes(state)),
    };
  }

  /** @param people members before → after; @param whole also those of the household as such */
  async execute(
    fromId: string,
    to: Household,
    people: ReadonlyMap<string, string>,
    whole: boolean,
  ): Promise<CarriedNeed[]> {
    const carried: CarriedNeed[] = [];
    for (const need of (await this.of(fromId, new Set(people.keys()), whole)).go) {
      const memberId = need.memberId && people.get(need.memberId)!;
      const known = await this.store.openOf(to.id, memberId, need.code);
      const next = known ?? (await this.again(need, to, memberId));
      await this.moveNeed.execute(need, 'replace', next.id, { replacedBy: next.id });
      carried.push({ from: need.id, to: next.id, copied: known === null });
    }
    return carried;
  }

  /** The needs stand in the old file again, to be confirmed anew; what the new file had itself stays there. */
  async back(carried: readonly CarriedNeed[], home: Household): Promise<void> {
    for (const { from, to, copied } of carried) {
      const [old, next] = [await this.store.get(from), await this.store.get(to)];
      const again = await this.again(old, home, old.memberId);
      if (copied) await this.moveNeed.execute(next, 'replace', again.id, { replacedBy: again.id });
    }
  }

  private async again(need: Need, to: Household, memberId: string | null): Promise<Need> {
    const { id: householdId, districtCode, regionPath } = to;
    const next: Need = {
      ...{ ...need, id: newId(), householdId, districtCode, regionPath, memberId, state: 'found' },
      ...{ confirmedByName: null, confirmedMode: null, confirmedAt: null, foundAt: this.clock.now() },
      ...{ closedAt: null, replacedBy: null, version: 1 },
    };
    await this.store.insert(next);
    const subject = { subjectType: 'need', subjectId: next.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'need.found', ...subject, changes: diffOf(null, next) });
    const aggregate = { aggregateId: next.id, aggregateVersion: 1, householdId, districtCode };
    const data = { code: this.taxonomy.speakable(need.code), severity: need.severity, replaces: need.id };
    await this.events.publish({ type: 'need.found', ...aggregate, data });
    return next;
  }
}
