import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { releaseFields } from '../../trust/access';
import { HouseholdLevels, Households } from '../households';
import { regroupingView, type RegroupingsView, type RegroupingView } from './dto/regrouping.view';
import type { Regrouping } from './regrouping.entity';
import { regroupingLifecycle } from './regrouping.lifecycle';
import { RegroupingsStore } from './regroupings.store';
import { RegroupingWords } from './regrouping-words';

type File = RegroupingView['from'];

/** Splits, transfers and merges as whoever reaches both files sees them; nobody else is given a row (C3). */
@Injectable()
export class Regroupings {
  constructor(
    private readonly store: RegroupingsStore,
    private readonly words: RegroupingWords,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 `regrouping-not-found` */
  async one(id: string): Promise<RegroupingView> {
    const row = await this.store.get(id);
    // Reading it tells of both files.
    for (const file of [row.householdId, row.otherHouseholdId]) await this.households.open(file);
    return this.view(row, row.householdId, await this.filesOf([row]));
  }

  /** Out of the file and into it, newest first; the caller opens the file. */
  async ofHousehold(householdId: string): Promise<RegroupingsView> {
    const rows = await this.store.ofHousehold(householdId);
    const files = await this.filesOf(rows);
    const items: RegroupingView[] = [];
    for (const row of rows) items.push(await this.view(row, householdId, files));
    return { items, successor: await this.successor(householdId), next: null };
  }

  /** Where the people of a file that has joined another are now; null while they are here, and out of reach. */
  async successor(householdId: string): Promise<File | null> {
    const { mergedInto } = await this.households.unrecorded(householdId);
    if (mergedInto === null) return null;
    const label = (await this.households.labelsOf([mergedInto])).get(mergedInto);
    return label ? fileOf(mergedInto, label.number) : null;
  }

  private async filesOf(rows: readonly Regrouping[]): Promise<Map<string, string>> {
    const ids = rows.flatMap(({ householdId, otherHouseholdId }) => [householdId, otherHouseholdId]);
    return new Map([...(await this.households.labelsOf(ids))].map(([id, { number }]) => [id, number]));
  }

  private async view(row: Regrouping, readAt: string, files: ReadonlyMap<string, string>): Promise<RegroupingView> {
    const { id, kind, state, effectiveOn, reason, moved, doneAt, undoneAt, version } = row;
    const file = (one: string) => fileOf(one, files.get(one)!);
    const view = {
      ...{ id, self: `/api/v1/regroupings/${id}`, kind, state, effectiveOn, reason, version },
      ...{ from: file(row.householdId), to: file(row.otherHouseholdId) },
      note: await this.words.open('note', row),
      noAdultReason: await this.words.open('noAdultReason', row),
      ...{ people: moved.members.length, doneAt: doneAt.toISOString(), undoneAt: undoneAt?.toISOString() ?? null },
      moves: [...regroupingLifecycle.allowed(state, this.transactions.actor.roles)],
    };
    return releaseFields(regroupingView, view, await this.levels.of(readAt));
  }
}

const fileOf = (id: string, number: string): File => ({ id, self: `/api/v1/households/${id}`, number });
