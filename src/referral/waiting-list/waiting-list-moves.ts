import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Audit, diffOf, type FieldChange } from '../../trust/audit';
import { placings, type Urgency } from './queue-order';
import { QueueRules } from './queue-rules';
import type { EndReason, WaitingListEntry, WorseningReason } from './waiting-list-entry.entity';
import { type WaitingMove, waitingListLifecycle } from './waiting-list.lifecycle';
import { WaitingListStore } from './waiting-list.store';

/** What each move is called in the record and in the news. */
const NEWS: Record<WaitingMove, string> = {
  offer: 'waiting-list.offered',
  accept: 'waiting-list.accepted',
  decline: 'waiting-list.left',
  lapse: 'waiting-list.lapsed',
  'take-back': 'waiting-list.taken-back',
  leave: 'waiting-list.left',
  'serve-elsewhere': 'waiting-list.ended',
};

interface MoveDetails {
  reason?: string | null;
  late?: boolean;
}
interface EndDetails extends MoveDetails {
  referralId?: string;
}

/** One move of somebody in a queue with all that belongs to it: log, row, record, news, and everybody's place anew. */
@Injectable()
export class WaitingListMoves {
  constructor(
    private readonly store: WaitingListStore,
    private readonly lifecycles: Lifecycles,
    private readonly rules: QueueRules,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `move-not-allowed`, `waiting-list-hold-over`; 412 when somebody else was first */
  async make(
    entry: WaitingListEntry,
    move: WaitingMove,
    changes: Partial<WaitingListEntry>,
    { reason, late }: MoveDetails = {},
  ): Promise<WaitingListEntry> {
    const { id: subjectId, householdId, districtCode, regionPath, state: from } = entry;
    const subject = { subjectId, householdId, districtCode, regionPath };
    const facts = { late: late === true };
    const state = await this.lifecycles.move({
      lifecycle: waitingListLifecycle,
      ...subject,
      from,
      move,
      reason,
      facts,
    });
    const moved = await this.store.update(entry, { ...changes, state });
    await this.told(moved, NEWS[move], diffOf(entry, { ...changes, state }));
    return moved;
  }

  /** As `make`, for a move that ends the wait: whoever stood behind moves up. */
  async end(
    entry: WaitingListEntry,
    move: WaitingMove,
    endReason: EndReason,
    details: EndDetails = {},
  ): Promise<WaitingListEntry> {
    const ended = await this.endUnplaced(entry, move, endReason, details);
    await this.placeAll(entry.offeringId, entry.districtCode);
    return ended;
  }

  /** As `end` of one among many: the caller works the places out once, after the last. */
  endUnplaced(
    entry: WaitingListEntry,
    move: WaitingMove,
    endReason: EndReason,
    details: EndDetails = {},
  ): Promise<WaitingListEntry> {
    const { referralId = null } = details;
    return this.make(entry, move, { endReason, referralId, endedAt: this.clock.now(), position: null }, details);
  }

  /**
   * Works everybody's place out anew. Unless somebody joins, becomes more urgent (`urgent`), or the district has changed the
   * points, nobody is further back than before; the reason is stored with whom it concerns and printed.
   */
  async placeAll(offeringId: string, districtCode: string, urgent: string | null = null): Promise<void> {
    const queue = await this.store.queue(offeringId);
    const told = new Map(queue.map(({ id, place }) => [id, place]));
    const why: WorseningReason = urgent === null ? 'rules-changed' : 'urgent-came-in';
    const changed = placings(queue, this.rules.order(districtCode))
      .filter(({ id, place }) => told.get(id) !== place)
      .map(({ id, place, worse }) => ({ id, place, reason: worse ? why : null }));
    if (changed.length > 0) await this.store.place(offeringId, changed, this.clock.now());
  }

  /** A newer triage finds the household in more danger: it stands as if it had come so, with the days that it has waited. */
  async raise(entry: WaitingListEntry, urgency: Urgency): Promise<void> {
    const raised = await this.store.update(entry, { urgency });
    await this.placeAll(entry.offeringId, entry.districtCode, entry.id);
    await this.told(raised, 'waiting-list.urgency-raised', diffOf(entry, { urgency }));
  }

  /** Record and news of what happened to an entry. */
  async told(entry: WaitingListEntry, type: string, changes: FieldChange[]): Promise<void> {
    const { id, householdId, districtCode, regionPath, version, needId, offeringId, state, endReason } = entry;
    const subject = { subjectType: 'waiting-list-entry', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: type, ...subject, changes });
    await this.events.publish({
      type,
      aggregateId: id,
      aggregateVersion: version,
      householdId,
      districtCode,
      // No code: a restricted flag may stand behind the need (B30, B31).
      data: { needId, offeringId, state, endReason },
    });
  }
}
