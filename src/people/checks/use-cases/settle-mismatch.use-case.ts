import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, stale } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { WorkCalendar } from '../../../reference/calendar';
import { Policies } from '../../../reference/policies';
import { Economy } from '../../verification';
import type { CheckMismatch } from '../check-mismatch.entity';
import { CheckMismatchesStore } from '../check-mismatches.store';
import { ChecksStore } from '../checks.store';
import { MismatchMoves } from '../mismatch-moves';

/** A person settles what does not fit (R65): with the household's word, or with the value of the department. */
@Injectable()
export class SettleMismatch {
  constructor(
    private readonly store: CheckMismatchesStore,
    private readonly checks: ChecksStore,
    private readonly moves: MismatchMoves,
    private readonly economy: Economy,
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * The department's value takes the place of what was declared: standing lines of the item end, and each person's answer
   * becomes a line by the method `checked`.
   * @throws AppError 404; 409, also `check-nothing-to-take-over`; 412
   */
  async takeOver(id: string, version: number): Promise<CheckMismatch> {
    const row = await this.newest(id, version);
    const { householdId, economyKind: kind, economyItem: item } = row;
    if (kind === null || item === null) throw conflict('check-nothing-to-take-over');
    const taken = await this.moves.make(row, 'take-over', this.decided());
    for (const line of await this.economy.lines(householdId))
      if (line.kind === kind && line.item === item && line.endedAt === null) await this.economy.end(line.id);
    const { answers } = await this.checks.sheet(row.requestId);
    for (const answer of answers.filter((one) => one.item === row.item && one.held === true)) {
      const { memberId, amountFen, period, asOf } = answer;
      if (amountFen === null || period === null) continue;
      const source = `${row.department}/${row.item}`;
      const line = { kind, item, amountFen, period, method: 'checked' as const, memberId, note: source };
      await this.economy.add(householdId, { ...line, ...(asOf === null ? {} : { asOf }) });
    }
    return taken;
  }

  /** The household's explanation is enough; the declaration stays. @throws AppError 404; 409; 412 */
  async explain(id: string, version: number, note: string): Promise<CheckMismatch> {
    return this.moves.make(await this.newest(id, version), 'explain', this.decided(), note);
  }

  /** The household says that the department is wrong: that goes to the department, with a deadline (R81). */
  async dispute(id: string, version: number, note: string): Promise<CheckMismatch> {
    const row = await this.newest(id, version);
    const { value } = this.policies.current(row.districtCode).timer('check-dispute');
    const dueAt = this.calendar.addWorkDays(this.clock.now(), value);
    return this.moves.make(row, 'dispute', { dueAt }, note);
  }

  /** The department stands by its answer: somebody talks to the household again. @throws AppError 404; 409; 412 */
  async uphold(id: string, version: number, note: string): Promise<CheckMismatch> {
    return this.moves.make(await this.newest(id, version), 'uphold', { dueAt: null }, note);
  }

  /** The department was wrong; the declaration stays as it is. @throws AppError 404; 409; 412 */
  async correct(id: string, version: number, note: string): Promise<CheckMismatch> {
    return this.moves.make(await this.newest(id, version), 'correct', this.decided(), note);
  }

  private decided(): Pick<CheckMismatch, 'decidedBy' | 'decidedAt'> {
    return { decidedBy: this.transactions.actor.userId, decidedAt: this.clock.now() };
  }

  private async newest(id: string, version: number): Promise<CheckMismatch> {
    const row = await this.store.get(id);
    if (row.version !== version) throw stale();
    return row;
  }
}
