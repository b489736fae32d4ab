import { Injectable } from '@nestjs/common';
import { newId, type Page, Transactions } from '../../platform/database';
import { Lifecycles } from '../../platform/lifecycle';
import { DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { plusDays } from '../../reference/calendar';
import { Audit } from '../../trust/audit';
import type { Household } from '../households';
import type { Classification } from './classification.entity';
import type { RecheckQuery } from './dto/recheck.dto';
import type { Recheck, RecheckGround } from './recheck.entity';
import { recheckLifecycle } from './recheck.lifecycle';
import { type HeldRecheck, type RecheckCounts, RechecksStore } from './rechecks.store';

export const RECHECK = 'recheck';
export const RECHECK_OVERDUE = 'recheck-overdue';
const WEEK = 6;

type Looked = Pick<Classification, 'id' | 'decidedCircle'>;

/** The due list of re-checks (R30): what is on it, what comes onto it, and what a decision takes off. */
@Injectable()
export class Rechecks {
  constructor(
    private readonly store: RechecksStore,
    private readonly lifecycles: Lifecycles,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Open ones in reach, the earliest day first. */
  list(query: RecheckQuery): Promise<Page<HeldRecheck>> {
    const today = this.clock.today();
    return this.store.list(query, this.transactions.actor.userId, today, plusDays(today, WEEK));
  }

  /** All of one household, notes included, newest first. */
  ofHousehold(householdId: string): Promise<HeldRecheck[]> {
    return this.store.ofHousehold(householdId);
  }

  /** What is in reach; with `mine` what the actor leads. */
  counts({ mine }: { mine: boolean }): Promise<RecheckCounts> {
    const today = this.clock.today();
    return this.store.counts(today, plusDays(today, WEEK), mine ? this.transactions.actor.userId : null);
  }

  /** A person has decided: what was open is settled, and the next one begins with its date; none outside all circles. */
  async decided(household: Household, row: Looked, recheckOn: string | null): Promise<void> {
    const open = await this.store.openOf(household.id);
    if (open) {
      const state = await this.lifecycles.move({
        ...{ lifecycle: recheckLifecycle, subjectId: open.id, ...placeOf(household), from: open.state },
        move: 'settle',
      });
      await this.store.update(open, { state, closedAt: this.clock.now() });
      for (const kind of [RECHECK, RECHECK_OVERDUE]) await this.dueItems.cancel(kind, open.id);
      await this.record('recheck.settled', household, open.id);
    }
    if (recheckOn !== null) await this.begin(household, row, 'date', recheckOn, null);
  }

  /**
   * Something came to another result, or a person asks for it: it is on the list today, whatever its date was.
   * @param found null: nothing was worked out, and what is proposed already stays
   */
  async callFor(
    household: Household,
    decision: Looked,
    ground: RecheckGround,
    found: Pick<Recheck, 'proposalId' | 'calculationId'> | null,
  ): Promise<void> {
    const today = this.clock.today();
    const open = await this.store.openOf(household.id);
    if (!open) return this.begin(household, decision, ground, today, found);
    const dueOn = open.dueOn < today ? open.dueOn : today;
    await this.store.update(open, { ...found, ground, dueOn });
    await this.setDue(open.id, household, dueOn);
    await this.record('recheck.called-for', household, open.id);
  }

  /** The machine looked and found no difference: a note, beside whatever is open. */
  async note(household: Household, decision: Looked, ground: RecheckGround, calculationId: string): Promise<void> {
    const row = this.row(household, decision, ground, this.clock.today());
    const state = await this.lifecycles.move({
      ...{ lifecycle: recheckLifecycle, subjectId: row.id, ...placeOf(household), from: row.state },
      move: 'note',
    });
    await this.store.insert({ ...row, calculationId, state, closedAt: row.openedAt });
    await this.record('recheck.no-difference', household, row.id);
  }

  private async begin(
    household: Household,
    decision: Looked,
    ground: RecheckGround,
    dueOn: string,
    found: Pick<Recheck, 'proposalId' | 'calculationId'> | null,
  ): Promise<void> {
    const row = { ...this.row(household, decision, ground, dueOn), ...found };
    await this.store.insert(row);
    await this.setDue(row.id, household, dueOn);
    await this.record('recheck.opened', household, row.id);
  }

  /** Its working days are counted from the day itself on: the calendar of a later year may not be known yet (R100). */
  private setDue(subjectId: string, { districtCode }: Household, dueOn: string): Promise<void> {
    return this.dueItems.set({ kind: RECHECK, subjectId, districtCode, dueAt: new Date(`${dueOn}T00:00:00+08:00`) });
  }

  private row(household: Household, decision: Looked, ground: RecheckGround, dueOn: string): Recheck {
    const { id: householdId, districtCode, regionPath } = household;
    return {
      ...{ id: newId(), householdId, districtCode, regionPath, ground, dueOn },
      ...{ classificationId: decision.id, circle: decision.decidedCircle, state: 'open' },
      ...{ proposalId: null, calculationId: null, raisedAt: null, openedAt: this.clock.now(), closedAt: null },
      version: 1,
    };
  }

  private record(action: string, household: Household, subjectId: string): Promise<void> {
    return this.audit.changed({ action, subjectType: 'recheck', subjectId, ...placeOf(household) });
  }
}

const placeOf = ({ id: householdId, districtCode, regionPath }: Household) => ({
  ...{ householdId, districtCode, regionPath },
});
