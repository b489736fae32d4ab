import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { DueItems } from '../../platform/queue';
import { Clock, monthOf } from '../../platform/time';
import { Capacity, Offerings, Reservations } from '../../supply/offerings';
import type { ChangeKind, RuleName } from '../matching';
import { EntryStanding } from './entry-standing';
import { inOrder } from './queue-order';
import { QueueRules } from './queue-rules';
import type { WaitingListEntry } from './waiting-list-entry.entity';
import { WaitingListMoves } from './waiting-list-moves';
import { WaitingListStore } from './waiting-list.store';

/** What would mend the offering itself, whoever asks: the queue stops, nobody loses the turn. */
const OF_THE_OFFERING: ReadonlySet<ChangeKind> = new Set([
  ...(['ask-reopen', 'reopen-fund', 'more-money', 'extend-contract', 'renew-credential'] as const),
]);
/** What stands against one household and may be lifted for it: its turn stays, the next one is asked. */
const OF_THE_DAY: ReadonlySet<ChangeKind> = new Set(['raise-ceiling', 'other-payer', 'check-minors']);
/** How long after a look the machine looks again while somebody waits: a new month brings places and tells nobody. */
const NEXT_LOOK_MS = 3_600_000;
/** So many end in one transaction. */
export const MOST_AT_ONCE = 50;

type Standing = 'fits' | 'not-now' | 'stop' | { over: RuleName };

/** A free place goes to the first who waits, held in the ledger until the hold ends (R97). Run by the machine alone. */
@Injectable()
export class OfferPlaces {
  constructor(
    private readonly store: WaitingListStore,
    private readonly moves: WaitingListMoves,
    private readonly rules: QueueRules,
    private readonly offerings: Offerings,
    private readonly capacity: Capacity,
    private readonly reservations: Reservations,
    private readonly standing: EntryStanding,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Offers as many places as are free; doing it twice offers nothing twice. @returns how many */
  async execute(offeringId: string): Promise<number> {
    const offering = await this.offerings.get(offeringId);
    if (offering.state !== 'listed' || !offering.capacityKnown) return 0;
    const somebody = await this.store.someoneWaiting(offeringId);
    if (!somebody) return 0;
    await this.lookAgain(somebody);
    await this.store.lockQueue(offeringId);
    const live = await this.store.liveOfOffering(offeringId);
    const waiting = live.filter(({ state }) => state === 'waiting');
    const [first] = waiting;
    if (!first) return 0;
    // A district that changed its points has changed the order of who waits.
    await this.moves.placeAll(offeringId, first.districtCode);
    const heldUp: string[] = [];
    let gone = 0;
    let offered = 0;
    for (const entry of inOrder(waiting, this.rules.order(first.districtCode))) {
      // Whoever is let go makes news, and that another look: a rule that refuses everybody fills no transaction.
      if (gone === MOST_AT_ONCE || !(await this.hasPlace(offeringId))) break;
      const standing = await this.standingOf(entry);
      if (standing === 'stop') break;
      if (standing === 'not-now') heldUp.push(entry.id);
      else if (standing !== 'fits') gone += await this.letGo(entry, standing.over);
      else if (await this.offer(entry)) offered += 1;
      else break;
    }
    if (gone > 0) await this.moves.placeAll(offeringId, first.districtCode);
    await this.store.holdUp(offeringId, heldUp);
    return offered;
  }

  /** The next look of the machine at a queue; always set before the queue is locked, as a look that is due has it. */
  async lookAgain(
    { offeringId, districtCode }: Pick<WaitingListEntry, 'offeringId' | 'districtCode'>,
    inMs = NEXT_LOOK_MS,
  ): Promise<void> {
    const dueAt = new Date(this.clock.now().getTime() + inMs);
    await this.dueItems.set({ kind: 'waiting-list-look', subjectId: offeringId, dueAt, districtCode });
  }

  private async hasPlace(offeringId: string): Promise<boolean> {
    const balance = await this.capacity.balance(offeringId, monthOf(this.clock.today()));
    return balance !== null && balance.left > 0;
  }

  /** What the rules say of the entry now; being full is no objection any more. */
  private async standingOf(entry: WaitingListEntry): Promise<Standing> {
    const judged = await this.standing.of(entry);
    if (judged === undefined) return 'not-now';
    if (judged === null) return 'stop';
    if (judged.verdict.admitted) return 'fits';
    const against = judged.verdict.excluded.refusals.filter(({ rule }) => rule !== 'capacity');
    if (against.some(({ changeKind }) => OF_THE_OFFERING.has(changeKind))) return 'stop';
    const over = against.find(({ changeKind }) => !OF_THE_DAY.has(changeKind));
    if (over) return { over: over.rule };
    return against.length > 0 ? 'not-now' : 'fits';
  }

  private async letGo(entry: WaitingListEntry, rule: RuleName): Promise<1> {
    const endReason = rule === 'consent' ? 'consent-ended' : 'not-admitted';
    await this.moves.endUnplaced(entry, 'leave', endReason, { reason: rule });
    return 1;
  }

  private async offer(entry: WaitingListEntry): Promise<boolean> {
    const { id: holderId, offeringId, districtCode } = entry;
    const period = monthOf(this.clock.today());
    const offeredUntil = this.rules.holdUntil(districtCode);
    try {
      const { reserved } = await this.transactions.savepoint(() =>
        this.reservations.reserve({ offeringId, period, holderId, expiresAt: offeredUntil }),
      );
      if (!reserved) return false;
    } catch (error) {
      if (error instanceof AppError && error.status === 409) return false;
      throw error;
    }
    await this.moves.make(entry, 'offer', { offeredAt: this.clock.now(), offeredUntil, period });
    await this.dueItems.set({ kind: 'waiting-list-hold', subjectId: holderId, dueAt: offeredUntil, districtCode });
    return true;
  }
}
