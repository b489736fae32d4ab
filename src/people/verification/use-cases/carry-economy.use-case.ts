import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import type { EconomyLine } from '../economy-line.entity';
import { EconomyLinesStore } from '../economy-lines.store';

/** A line of the old file and the one that goes on in the new file. */
export interface CarriedLine {
  from: string;
  to: string;
}

/**
 * What somebody earns, spends and owns goes with them to another file (R81, R99): each standing line ends where it was and
 * goes on where they are now, with its day and its amount, so that nothing counts twice and nothing gets lost.
 */
@Injectable()
export class CarryEconomy {
  constructor(
    private readonly store: EconomyLinesStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @param people members before → after; @param whole also what belongs to the household as such */
  async execute(
    fromId: string,
    toId: string,
    people: ReadonlyMap<string, string>,
    whole: boolean,
  ): Promise<CarriedLine[]> {
    const carried: CarriedLine[] = [];
    for (const line of await this.store.ofHousehold(fromId)) {
      const goes = line.memberId === null ? whole : people.has(line.memberId);
      if (line.endedAt !== null || !goes) continue;
      const memberId = line.memberId && people.get(line.memberId)!;
      const next: EconomyLine = { ...line, id: newId(), householdId: toId, memberId, version: 1 };
      await this.store.insert(next);
      await this.end(line);
      await this.record('economy.line-added', next, null, next);
      carried.push({ from: line.id, to: next.id });
    }
    return carried;
  }

  async back(carried: readonly CarriedLine[]): Promise<void> {
    for (const { from, to } of carried) {
      const [old, next] = [await this.store.get(from), await this.store.get(to)];
      if (next.endedAt === null) await this.end(next);
      const standing = { endedAt: null };
      await this.store.update(from, old.version, standing);
      await this.record('economy.line-changed', old, old, standing);
    }
  }

  private async end(line: EconomyLine): Promise<void> {
    const ended = { endedAt: this.clock.now() };
    await this.store.update(line.id, line.version, ended);
    await this.record('economy.line-ended', line, line, ended);
  }

  private record(action: string, { id, householdId }: EconomyLine, before: object | null, after: object) {
    const subject = { subjectType: 'economy-line', subjectId: id, householdId };
    return this.audit.changed({ action, ...subject, changes: diffOf(before, after) });
  }
}
