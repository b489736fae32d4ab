import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { conflict, invalid } from '../../platform/errors';
import { Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { Audit, diffOf, type FieldChange } from '../../trust/audit';
import { Households } from '../households';
import type { AddEconomyLine, EditEconomyLine } from './dto/economy.dto';
import type { EconomyLine } from './economy-line.entity';
import { EconomyLinesStore, type LineOfMany } from './economy-lines.store';
import { economyTotals, type EconomyTotals } from './economy-totals';
import { problemsOfPack } from './lines-of-pack';

/** A household's own declaration: what comes in, what goes out, what there is (R81). Checking it is the authority's. */
@Injectable()
export class Economy {
  constructor(
    private readonly store: EconomyLinesStore,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `economy-line-not-found` */
  get(id: string): Promise<EconomyLine> {
    return this.store.get(id);
  }

  lines(householdId: string): Promise<EconomyLine[]> {
    return this.store.ofHousehold(householdId);
  }

  /** The standing lines of many households, as far as calculations ask; in no order. */
  linesOfAll(householdIds: readonly string[]): Promise<LineOfMany[]> {
    return this.store.linesOfAll(householdIds);
  }

  /** Sums over the 12 months that end today. */
  async totals(householdId: string): Promise<EconomyTotals> {
    const members = await this.households.members(householdId);
    return economyTotals(await this.store.ofHousehold(householdId), members.length, this.clock.today());
  }

  /** @throws AppError 404 no such household; 422 the member is of another household, the day lies ahead, the pack has no such row */
  async add(householdId: string, input: AddEconomyLine): Promise<EconomyLine> {
    await this.households.unrecorded(householdId);
    const memberId = input.memberId ?? null;
    await this.checkMember(householdId, memberId);
    const line: EconomyLine = {
      ...input,
      id: newId(),
      householdId,
      memberId,
      asOf: this.pastDay(input.asOf),
      trade: input.trade ?? null,
      exemptOn: input.exemptOn ?? null,
      exemptReason: input.exemptReason ?? null,
      note: input.note ?? null,
      recordedBy: this.transactions.actor.userId,
      recordedAt: this.clock.now(),
      endedAt: null,
      version: 1,
    };
    await this.checkRows(line);
    await this.store.insert(line);
    await this.record('economy.line-added', line, diffOf(null, line));
    return line;
  }

  /** @throws AppError 412 stale; 409 `economy-line-ended`; 422 the day lies ahead, the pack has no such row */
  async edit(id: string, version: number, input: EditEconomyLine): Promise<EconomyLine> {
    const line = await this.standing(id);
    if (input.asOf !== undefined) this.pastDay(input.asOf);
    const { trade = line.trade, exemptOn = line.exemptOn, exemptReason = line.exemptReason } = input;
    if (trade !== line.trade || exemptOn !== line.exemptOn || exemptReason !== line.exemptReason)
      await this.checkRows({ ...line, trade, exemptOn, exemptReason });
    await this.store.update(id, version, input);
    await this.record('economy.line-changed', line, diffOf(line, input));
    return this.store.get(id);
  }

  /** The line is true no longer; it stays in the file and leaves the totals. */
  async end(id: string, version?: number): Promise<EconomyLine> {
    const line = await this.standing(id);
    const ended = { endedAt: this.clock.now() };
    await this.store.update(id, version ?? line.version, ended);
    await this.record('economy.line-ended', line, diffOf(line, ended));
    return this.store.get(id);
  }

  private async standing(id: string): Promise<EconomyLine> {
    const line = await this.store.get(id);
    if (line.endedAt !== null) throw conflict('economy-line-ended');
    return line;
  }

  private pastDay(day: string | undefined): string {
    const today = this.clock.today();
    if (day !== undefined && day > today) throw invalid([{ field: 'asOf', code: 'day-ahead' }]);
    return day ?? today;
  }

  /** Looked at when it is said: a row that the pack drops later is asked about by the calculation. */
  private async checkRows(line: EconomyLine): Promise<void> {
    const { districtCode } = await this.households.unrecorded(line.householdId);
    const problems = problemsOfPack(line, this.policies.current(districtCode).rules, this.clock.today());
    if (problems.length > 0) throw invalid(problems);
  }

  private async checkMember(householdId: string, memberId: string | null): Promise<void> {
    if (memberId === null) return;
    const members = await this.households.members(householdId);
    if (!members.some((member) => member.id === memberId)) {
      throw invalid([{ field: 'memberId', code: 'member-of-other-household' }]);
    }
  }

  /** Record and event; the event tells neither the amount nor what it is of. */
  private async record(
    action: string,
    { id, householdId, version }: EconomyLine,
    changes: FieldChange[],
  ): Promise<void> {
    await this.audit.changed({ action, subjectType: 'economy-line', subjectId: id, householdId, changes });
    const { districtCode } = await this.households.unrecorded(householdId);
    const aggregate = { aggregateId: id, aggregateVersion: version, householdId, districtCode };
    await this.events.publish({ type: 'economy.changed', ...aggregate });
  }
}
