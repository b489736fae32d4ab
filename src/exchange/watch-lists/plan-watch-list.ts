import { Injectable } from '@nestjs/common';
import { KnownPeople } from '../../people/households';
import { Transactions } from '../../platform/database';
import { systemActor } from '../../trust/access';
import type { WatchRow } from './read-watch-list';
import { watchLabels } from './watch-words';
import { WatchDifferencesStore } from './watch-differences.store';
import type { WatchList } from './watch-list.entity';

/** A household with a label. */
export interface LabelledHousehold {
  householdId: string;
  label: string;
  since: string | null;
}

/** What a list says of the district's people, and where it and ours differ (R105). */
export interface WatchPlan {
  /** Of each row about somebody with a file the household. */
  known: string[];
  strangers: WatchRow[];
  labels: Array<LabelledHousehold & { since: string }>;
  theirs: LabelledHousehold[];
  ours: LabelledHousehold[];
}

/** A plan in numbers, for one reader. */
export type WatchCounts = Pick<
  WatchList,
  'knownCount' | 'unknownCount' | 'theirsCount' | 'oursCount' | 'outOfReachCount'
>;

/**
 * Lays a list beside our statuses; it changes nothing. That is done for the district, whoever asks: somebody bound by a
 * conflict of interest, or with a smaller area, would find people of hidden households unknown, and open them again. What
 * they are told are numbers of what they can open, and how many rows are about others (C3).
 */
@Injectable()
export class PlanWatchList {
  constructor(
    private readonly people: KnownPeople,
    private readonly differences: WatchDifferencesStore,
    private readonly transactions: Transactions,
  ) {}

  of(districtCode: string, rows: readonly WatchRow[]): Promise<WatchPlan> {
    const actor = systemActor(districtCode, 'watch-list');
    return this.transactions.runAs(actor, () => this.compare(districtCode, rows));
  }

  /** Asked as the reader. */
  async counts({ known, strangers, theirs, ours }: WatchPlan): Promise<WatchCounts> {
    const households = [...known, ...ours.map(({ householdId }) => householdId)];
    const seen = await this.differences.pathsOf([...new Set(households)]);
    const knownCount = known.filter((id) => seen.has(id)).length;
    const shown = (all: readonly LabelledHousehold[]) => all.filter(({ householdId }) => seen.has(householdId)).length;
    return {
      ...{ knownCount, unknownCount: strangers.length, outOfReachCount: known.length - knownCount },
      ...{ theirsCount: shown(theirs) + strangers.length, oursCount: shown(ours) },
    };
  }

  private async compare(districtCode: string, rows: readonly WatchRow[]): Promise<WatchPlan> {
    const numbers = rows.map(({ identityNumber }) => identityNumber);
    const files = await this.people.among(districtCode, numbers);
    const leaders = await this.differences.leadersOf([...files.values()].map(({ householdId }) => householdId));
    const labelled = await this.differences.labelled(districtCode, watchLabels);
    const here = new Set(labelled.map(keyOf));
    const listed = new Map<string, LabelledHousehold & { since: string }>();
    const strangers: WatchRow[] = [];
    const known: string[] = [];
    for (const row of rows) {
      const { householdId } = files.get(row.identityNumber) ?? {};
      if (householdId === undefined) {
        strangers.push(row);
        continue;
      }
      known.push(householdId);
      const key = keyOf({ householdId, label: row.label });
      const before = listed.get(key);
      // One row for a household, since its earliest day.
      if (!before || row.since < before.since) listed.set(key, { householdId, label: row.label, since: row.since });
    }
    const labels = [...listed.values()];
    return {
      ...{ known, strangers, labels },
      // A file without an open case is no active one: the label there leads to nobody's work.
      theirs: labels.filter((one) => !here.has(keyOf(one)) || !leaders.has(one.householdId)),
      ours: labelled.filter((one) => !listed.has(keyOf(one))).map((one) => ({ ...one, since: null })),
    };
  }
}

const keyOf = ({ householdId, label }: Pick<LabelledHousehold, 'householdId' | 'label'>) => `${householdId} ${label}`;
