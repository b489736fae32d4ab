import { Injectable } from '@nestjs/common';
import type { Need } from './need.entity';
import type { NeedState } from './need.lifecycle';
import { NeedsStore } from './needs.store';
import { MoveNeed } from './use-cases/move-need.use-case';

/** The household has said yes, and it is not over. */
const ANSWERABLE: readonly NeedState[] = ['confirmed', 'planned', 'served', 'reduced', 'same', 'worse'];

/** Needs as the higher wings see them: what was confirmed, and the marks that plans, services and results set. */
@Injectable()
export class Needs {
  constructor(
    private readonly store: NeedsStore,
    private readonly moveNeed: MoveNeed,
  ) {}

  /** One version of a need, replaced or not. @throws AppError 404 `need-not-found` */
  get(id: string): Promise<Need> {
    return this.store.get(id);
  }

  /** The newest version of a need whose id may be an older one's: a re-assessment opens a new version. */
  async newest(id: string): Promise<Need> {
    const need = await this.store.get(id);
    return need.replacedBy === null ? need : this.newest(need.replacedBy);
  }

  byIds(ids: readonly string[]): Promise<Need[]> {
    return this.store.byIds(ids);
  }

  /** Newest versions, the gravest first. */
  list(householdId: string, states?: readonly NeedState[]): Promise<Need[]> {
    return this.store.ofHousehold(householdId, states);
  }

  /** The only needs that are matched: those that a scale speaks for and the household has confirmed (A11, R18). */
  async confirmed(householdId: string): Promise<Need[]> {
    return (await this.store.ofHousehold(householdId, ['confirmed'])).filter(({ assessed }) => assessed);
  }

  /** Those for which somebody may be looked for or a plan be made: assessed, confirmed, not over. */
  async answerable(householdId: string): Promise<Need[]> {
    return (await this.store.ofHousehold(householdId, ANSWERABLE)).filter(({ assessed }) => assessed);
  }

  /** Confirmed by the household, but nobody is looked for until a scale speaks for them (R18). */
  async waitingForScale(householdId: string): Promise<Need[]> {
    return (await this.store.ofHousehold(householdId, ['confirmed'])).filter(({ assessed }) => !assessed);
  }

  /** A plan answers the need; nothing happens when it is planned or served already. */
  markPlanned(id: string): Promise<Need> {
    return this.mark(id, 'plan', ['planned', 'served']);
  }

  /** The plan or its referral came to nothing: the need waits for another answer. */
  markUnplanned(id: string): Promise<Need> {
    return this.mark(id, 'unplan', ['confirmed']);
  }

  /** A service for it was delivered; whether it helped is another question. */
  markServed(id: string): Promise<Need> {
    return this.mark(id, 'serve', ['served', 'reduced', 'same', 'worse']);
  }

  /** What the service changed, by re-assessment or evaluation. */
  markOutcome(id: string, outcome: 'reduced' | 'same' | 'worse'): Promise<Need> {
    return this.mark(id, outcome, [outcome]);
  }

  private async mark(
    id: string,
    move: 'plan' | 'unplan' | 'serve' | 'reduced' | 'same' | 'worse',
    done: readonly NeedState[],
  ): Promise<Need> {
    const need = await this.newest(id);
    if (done.includes(need.state)) return need;
    // Two orders for one need may go out at the same moment: whoever comes second finds it done.
    const now = await this.lockNewest(need);
    return done.includes(now.state) ? now : this.moveNeed.execute(now, move);
  }

  /** Locked as it is now: a result may have opened a newer version while the lock was waited for (A11). */
  private async lockNewest({ id }: Need): Promise<Need> {
    const now = await this.store.lock(id);
    return now.replacedBy === null ? now : this.lockNewest(await this.newest(now.replacedBy));
  }
}
