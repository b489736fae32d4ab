import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { plusDays } from '../../../reference/calendar';
import { systemActor } from '../../../trust/access';
import { PlanWatchList, type WatchPlan } from '../plan-watch-list';
import type { WatchDifference, WatchSide } from '../watch-difference.entity';
import { watchDifferenceLifecycle } from '../watch-difference.lifecycle';
import { WatchDifferencesStore } from '../watch-differences.store';
import type { WatchList } from '../watch-list.entity';
import { WatchListMoves } from '../watch-list-moves';
import { WatchListsStore } from '../watch-lists.store';
import { WatchOwners } from '../watch-owners';
import { LIST_EXPIRY } from './upload-watch-list.use-case';

/** Days that somebody without a file is kept for the work list. */
export const PERSON_DAYS = 90;

/** Puts a list in force: its labels stand with source and date, and each difference becomes somebody's work (R105). */
@Injectable()
export class ConfirmWatchList {
  constructor(
    private readonly store: WatchListsStore,
    private readonly differences: WatchDifferencesStore,
    private readonly plan: PlanWatchList,
    private readonly owners: WatchOwners,
    private readonly moves: WatchListMoves,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `watch-list-older` than the one in force, `watch-list-nothing` */
  async execute(id: string): Promise<WatchList> {
    const { districtCode } = await this.store.get(id);
    await this.store.lock(districtCode);
    const row = await this.store.get(id);
    const rows = row.content === null ? [] : await this.store.rows(row);
    const before = await this.store.inForce(districtCode);
    if (row.state === 'checked') {
      if (rows.length === 0) throw conflict('watch-list-nothing');
      if (before && before.listedOn > row.listedOn) throw conflict('watch-list-older', { number: before.number });
      if (before) await this.moves.list(before, 'replace', {});
    }
    const plan = await this.plan.of(districtCode, rows);
    const confirmed = await this.moves.list(row, 'confirm', {
      ...{ content: null, confirmedBy: this.transactions.actor.userId, confirmedAt: this.clock.now() },
      ...(await this.plan.counts(plan)),
    });
    // Like the comparison: whoever confirms it, all of the district's households have their labels and their rows.
    await this.transactions.runAs(systemActor(districtCode, 'watch-list'), () => this.write(confirmed, plan));
    const dueAt = new Date(`${plusDays(this.clock.today(), PERSON_DAYS)}T23:59:59+08:00`);
    await this.dueItems.set({ kind: LIST_EXPIRY, subjectId: id, districtCode, dueAt });
    return confirmed;
  }

  /** Gives up a list that waits; what stood in it is destroyed. @throws AppError 404; 409 `move-not-allowed` */
  async discard(id: string): Promise<WatchList> {
    const row = await this.moves.list(await this.store.get(id), 'discard', { content: null });
    await this.dueItems.cancel(LIST_EXPIRY, id);
    return row;
  }

  private async write(list: WatchList, { labels, theirs, ours, strangers }: WatchPlan): Promise<void> {
    const { id: listId, districtCode, uploadedBy, confirmedBy, source, listedOn } = list;
    const households = [...new Set([...labels, ...ours].map(({ householdId }) => householdId))];
    const paths = await this.differences.pathsOf(households);
    await this.store.insertLabels(
      labels.flatMap(({ householdId, label, since }) => {
        const regionPath = paths.get(householdId);
        return regionPath === undefined
          ? []
          : [{ listId, householdId, label, districtCode, regionPath, since, source, listedOn }];
      }),
    );
    const standing = new Map((await this.differences.standing(districtCode)).map((one) => [keyOf(one), one]));
    const leaders = await this.differences.leadersOf(households);
    const others = [uploadedBy, ...(confirmedBy === null ? [] : [confirmedBy])];
    const differing = [...new Set([...theirs, ...ours].map(({ householdId }) => householdId))];
    const owners = await this.owners.first(districtCode, differing, { leaders, others });
    const fresh: WatchDifference[] = [];
    const base = {
      ...{ listId, districtCode, state: watchDifferenceLifecycle.initial, groundCiphertext: null, leadId: null },
      ...{ proposalId: null, answeredBy: null, answeredAt: null, undoCiphertext: null, createdAt: this.clock.now() },
      ...{ version: 1, personCiphertext: null, personIndex: null },
    };
    const sides: Array<[WatchSide, typeof theirs]> = [
      ['theirs-not-ours', theirs],
      ['ours-not-theirs', ours],
    ];
    for (const [side, found] of sides)
      for (const { householdId, label, since } of found) {
        const regionPath = paths.get(householdId);
        // What stands already keeps its owner and its answer.
        if (standing.delete(`${side} ${label} ${householdId}`) || regionPath === undefined) continue;
        const ownerId = owners.get(householdId) ?? uploadedBy;
        fresh.push({ ...base, id: newId(), side, label, since, householdId, regionPath, ownerId });
      }
    for (const { name, identityNumber, label, since } of strangers) {
      const keys = this.differences.personIndexes(identityNumber).map((index) => personKey(label, index));
      if (keys.some((key) => standing.delete(key))) continue;
      const id = newId();
      const person = JSON.stringify({ name, identityNumber });
      fresh.push({
        ...{ ...base, id, side: 'theirs-not-ours', label, since, householdId: null, regionPath: null },
        ...{ ownerId: uploadedBy, personIndex: this.differences.personIndex(identityNumber) },
        personCiphertext: await this.differences.seal('person', { id, householdId: null }, person),
      });
    }
    for (const gone of standing.values()) await this.moves.settle(gone);
    await this.differences.insert(fresh);
  }
}

const personKey = (label: string, index: Buffer | null) => `person ${label} ${index?.toString('hex') ?? ''}`;
const keyOf = ({ side, label, householdId, personIndex, id }: WatchDifference) =>
  householdId !== null
    ? `${side} ${label} ${householdId}`
    : personIndex === null
      ? `gone ${id}`
      : personKey(label, personIndex);
