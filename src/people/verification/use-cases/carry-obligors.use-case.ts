import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import { ObligorNote } from '../obligor-note';
import { ObligorsStore } from '../obligors.store';
import type { SupportObligor } from '../support-obligor.entity';

/** Entries of the old file with those that go on in the new one, and the word "there is nobody" that ended with it. */
export interface CarriedObligors {
  rows: Array<{ from: string; to: string }>;
  nobody: string | null;
}

/**
 * Who owes support to somebody owes it in whatever household they live (R65): each standing entry ends where it was and goes
 * on where its person is now, with its day, sums and note. The word that there is nobody was said by a household as it was;
 * it stays with that file, and those who leave are asked anew, since who parts may owe one another support.
 */
@Injectable()
export class CarryObligors {
  constructor(
    private readonly store: ObligorsStore,
    private readonly notes: ObligorNote,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @param people members before → after */
  async execute(fromId: string, toId: string, people: ReadonlyMap<string, string>): Promise<CarriedObligors> {
    const rows: CarriedObligors['rows'] = [];
    for (const row of await this.store.ofHousehold(fromId)) {
      const memberId = people.get(row.memberId);
      if (row.endedAt !== null || memberId === undefined) continue;
      const place = { id: newId(), householdId: toId, memberId };
      const note = await this.notes.open(row);
      const next: SupportObligor = {
        ...{ ...row, ...place, version: 1 },
        noteCiphertext: await this.notes.seal(place, note),
      };
      await this.store.insert(next);
      await this.end(row);
      await this.record('obligor.added', next, diffOf(null, { ...told(next), note }));
      rows.push({ from: row.id, to: next.id });
    }
    return { rows, nobody: rows.length > 0 ? await this.endNobody(toId) : null };
  }

  /** As if nothing had been. */
  async back({ rows, nobody }: CarriedObligors): Promise<void> {
    for (const { from, to } of rows) {
      const [old, next] = [await this.store.get(from), await this.store.get(to)];
      if (next.endedAt === null) await this.end(next);
      const standing = { endedAt: null };
      await this.store.update(from, old.version, standing);
      await this.record('obligor.changed', old, diffOf(old, standing));
    }
    if (nobody === null) return;
    const { id, householdId, endedAt } = await this.store.asking(nobody);
    await this.store.endNobody(id, null);
    await this.recordNobody(id, householdId, diffOf({ endedAt }, { endedAt: null }));
  }

  /** Somebody is named there now. */
  private async endNobody(householdId: string): Promise<string | null> {
    const [asking] = await this.store.nobodyOfAll([householdId]);
    if (asking === undefined) return null;
    const ended = { endedAt: this.clock.now() };
    await this.store.endNobody(asking.id, ended.endedAt);
    await this.recordNobody(asking.id, householdId, diffOf(asking, ended));
    return asking.id;
  }

  private async end(row: SupportObligor): Promise<void> {
    const ended = { endedAt: this.clock.now() };
    await this.store.update(row.id, row.version, ended);
    await this.record('obligor.ended', row, diffOf(row, ended));
  }

  private record(action: string, { id, householdId }: SupportObligor, changes: ReturnType<typeof diffOf>) {
    return this.audit.changed({ action, subjectType: 'obligor', subjectId: id, householdId, changes });
  }

  private recordNobody(subjectId: string, householdId: string, changes: ReturnType<typeof diffOf>) {
    const subject = { subjectType: 'obligor-asking', subjectId, householdId };
    return this.audit.changed({ action: 'obligors.nobody', ...subject, changes });
  }
}

const told = ({ noteCiphertext: _sealed, ...row }: SupportObligor) => row;
