import { Injectable } from '@nestjs/common';
import { KnownPeople } from '../../people/households';
import type { WatchRow } from './read-watch-list';
import { watchLabels } from './watch-words';
import { WatchDifferencesStore } from './watch-differences.store';

/** A household with a label. */
export interface LabelledHousehold {
  householdId: string;
  label: string;
  since: string | null;
}

/** What a list says of the district's people, and where it and ours differ (R105). */
export interface WatchPlan {
  knownRows: number;
  strangers: WatchRow[];
  labels: Array<LabelledHousehold & { since: string }>;
  theirs: LabelledHousehold[];
  ours: LabelledHousehold[];
}

/** Lays a list beside our statuses; it changes nothing. */
@Injectable()
export class PlanWatchList {
  constructor(
    private readonly people: KnownPeople,
    private readonly differences: WatchDifferencesStore,
  ) {}

  async of(districtCode: string, rows: readonly WatchRow[]): Promise<WatchPlan> {
    const known = await this.people.among(
      districtCode,
      rows.map(({ identityNumber }) => identityNumber),
    );
    const leaders = await this.differences.leadersOf([...known.values()].map(({ householdId }) => householdId));
    const labelled = await this.differences.labelled(districtCode, watchLabels);
    const here = new Set(labelled.map(keyOf));
    const listed = new Map<string, LabelledHousehold & { since: string }>();
    const strangers: WatchRow[] = [];
    for (const row of rows) {
      const { householdId } = known.get(row.identityNumber) ?? {};
      if (householdId === undefined) {
        strangers.push(row);
        continue;
      }
      const key = keyOf({ householdId, label: row.label });
      const before = listed.get(key);
      // One row for a household, since its earliest day.
      if (!before || row.since < before.since) listed.set(key, { householdId, label: row.label, since: row.since });
    }
    const labels = [...listed.values()];
    return {
      ...{ knownRows: rows.length - strangers.length, strangers, labels },
      // A file without an open case is no active one: the label there leads to nobody's work.
      theirs: labels.filter((one) => !here.has(keyOf(one)) || !leaders.has(one.householdId)),
      ours: labelled.filter((one) => !listed.has(keyOf(one))).map((one) => ({ ...one, since: null })),
    };
  }
}

const keyOf = ({ householdId, label }: Pick<LabelledHousehold, 'householdId' | 'label'>) => `${householdId} ${label}`;
