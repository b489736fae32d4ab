import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { conflict, invalid } from '../../platform/errors';
import { Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Audit, diffOf, type FieldChange } from '../../trust/audit';
import { Households } from '../households';
import type { AddObligor, EditObligor, NobodyOwes } from './dto/obligor.dto';
import type { ObligorAsking } from './obligor-asking.entity';
import { ObligorNote } from './obligor-note';
import { obligorProblems } from './obligor-problems';
import { type ObligorOfMany, ObligorsStore } from './obligors.store';
import type { SupportObligor } from './support-obligor.entity';

/** Who owes support to the members of a household, by law and in fact; asked of the household (R65, B21). */
@Injectable()
export class Obligors {
  constructor(
    private readonly store: ObligorsStore,
    private readonly notes: ObligorNote,
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `obligor-not-found` */
  get(id: string): Promise<SupportObligor> {
    return this.store.get(id);
  }

  /** Ended ones too. */
  list(householdId: string): Promise<SupportObligor[]> {
    return this.store.ofHousehold(householdId);
  }

  /** The standing ones of many households, as far as calculations ask; in no order. */
  standingOfAll(householdIds: readonly string[]): Promise<ObligorOfMany[]> {
    return this.store.standingOfAll(householdIds);
  }

  /** Of these households those that were asked and have nobody, with the day. */
  async nobodyOfAll(householdIds: readonly string[]): Promise<Map<string, string>> {
    return new Map(
      (await this.store.nobodyOfAll(householdIds)).map(({ householdId, askedOn }) => [householdId, askedOn]),
    );
  }

  /** Naming somebody ends the word that there is nobody. @throws AppError 404; 422 with the fields that do not fit */
  async add(householdId: string, { memberId, ...input }: AddObligor): Promise<SupportObligor> {
    await this.households.unrecorded(householdId);
    const members = await this.households.members(householdId);
    if (!members.some(({ id }) => id === memberId))
      throw invalid([{ field: 'memberId', code: 'member-of-other-household' }]);
    const { unableBecause = null, incomeYearFen = null, paper = null, paperOn = null, note = null } = input;
    const { agreedMonthFen = null, paidMonthFen = null, paidMethod = null } = input;
    const { name, relation, householdSize, supports, method, asOf = this.clock.today() } = input;
    const place = { id: newId(), householdId };
    const row: SupportObligor = {
      ...{ ...place, memberId, name, relation, unableBecause, householdSize, supports },
      noteCiphertext: await this.notes.seal(place, note),
      ...{ incomeYearFen, paper, paperOn, agreedMonthFen, paidMonthFen, paidMethod, method, asOf },
      ...{ recordedBy: this.transactions.actor.userId, recordedAt: this.clock.now(), endedAt: null, version: 1 },
    };
    this.check(row);
    for (const { id } of await this.store.nobodyOfAll([householdId])) await this.store.endNobody(id, this.clock.now());
    await this.store.insert(row);
    const { noteCiphertext: _sealed, ...told } = row;
    await this.record('obligor.added', row, diffOf(null, { ...told, note }));
    return row;
  }

  /** @throws AppError 412 stale; 409 `obligor-ended`; 422 with the fields that do not fit */
  async edit(id: string, version: number, { note, ...input }: EditObligor): Promise<SupportObligor> {
    const row = await this.standing(id);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    this.check({ ...row, ...given });
    const before = await this.notes.open(row);
    const sealed = note !== undefined && { noteCiphertext: await this.notes.seal(row, note) };
    await this.store.update(id, version, { ...given, ...sealed });
    await this.record('obligor.changed', row, diffOf({ ...row, note: before }, { ...given, note }));
    return this.store.get(id);
  }

  /** Owes nothing any more, e.g. has died; stays in the file and leaves the sums. */
  async end(id: string): Promise<SupportObligor> {
    const row = await this.standing(id);
    const ended = { endedAt: this.clock.now() };
    await this.store.update(id, row.version, ended);
    await this.record('obligor.ended', row, diffOf(row, ended));
    return this.store.get(id);
  }

  /**
   * The household was asked, and there is nobody; said again, the newer day counts.
   * @throws AppError 404; 409 `obligors-stand` while somebody is named; 422 the day lies ahead
   */
  async sayNobody(householdId: string, { askedOn = this.clock.today() }: NobodyOwes): Promise<ObligorAsking> {
    const { districtCode } = await this.households.unrecorded(householdId);
    if (askedOn > this.clock.today()) throw invalid([{ field: 'askedOn', code: 'day-ahead' }]);
    const there = new Set((await this.households.members(householdId)).map(({ id }) => id));
    const standing = await this.store.standingOfAll([householdId]);
    if (standing.some(({ memberId }) => there.has(memberId))) throw conflict('obligors-stand');
    const recordedAt = this.clock.now();
    for (const { id } of await this.store.nobodyOfAll([householdId])) await this.store.endNobody(id, recordedAt);
    const asking: ObligorAsking = {
      ...{ id: newId(), householdId, askedOn, recordedBy: this.transactions.actor.userId, recordedAt, endedAt: null },
    };
    await this.store.insertNobody(asking);
    const subject = { subjectType: 'obligor-asking', subjectId: asking.id, householdId };
    await this.audit.changed({ action: 'obligors.nobody', ...subject, changes: diffOf(null, asking) });
    const aggregate = { aggregateId: asking.id, aggregateVersion: 1, householdId, districtCode };
    await this.events.publish({ type: 'economy.changed', ...aggregate });
    return asking;
  }

  private check(row: SupportObligor): void {
    const problems = obligorProblems(row, this.clock.today());
    if (problems.length > 0) throw invalid(problems);
  }

  private async standing(id: string): Promise<SupportObligor> {
    const row = await this.store.get(id);
    if (row.endedAt !== null) throw conflict('obligor-ended');
    return row;
  }

  /** Record and event; the event names neither the person nor a sum. */
  private async record(action: string, row: SupportObligor, changes: FieldChange[]): Promise<void> {
    const { id, householdId, version } = row;
    await this.audit.changed({ action, subjectType: 'obligor', subjectId: id, householdId, changes });
    const { districtCode } = await this.households.unrecorded(householdId);
    const aggregate = { aggregateId: id, aggregateVersion: version, householdId, districtCode };
    await this.events.publish({ type: 'economy.changed', ...aggregate });
  }
}
