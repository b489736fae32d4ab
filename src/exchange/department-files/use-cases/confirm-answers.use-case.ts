import { Injectable } from '@nestjs/common';
import { FileCalls } from '../../../people/checks';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { AnswerFileMoves } from '../answer-file-moves';
import type { DepartmentAnswerFile } from '../department-answer-file.entity';
import { DepartmentAnswerFilesStore } from '../department-answer-files.store';
import { DepartmentOrdersStore } from '../department-orders.store';
import { OrderMoves } from '../order-moves';
import { OrderReach } from '../order-reach';
import { PlanAnswers } from '../plan-answers';

/** A person takes what a department has sent: the answers go the way of those that come over a line (R65, R93). */
@Injectable()
export class ConfirmAnswers {
  constructor(
    private readonly store: DepartmentAnswerFilesStore,
    private readonly orders: DepartmentOrdersStore,
    private readonly reach: OrderReach,
    private readonly plan: PlanAnswers,
    private readonly calls: FileCalls,
    private readonly moves: AnswerFileMoves,
    private readonly orderMoves: OrderMoves,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Tried once more first, since another file may have come in between.
   * @throws AppError 404; 409 `answer-file-nothing`, `answer-order-cancelled`, `move-not-allowed`, as `OrderReach`;
   *   410 `answer-file-erased`
   */
  async execute(id: string): Promise<DepartmentAnswerFile> {
    const { orderId } = await this.store.get(id);
    const order = await this.orders.locked(orderId);
    await this.reach.demand(order);
    const row = await this.store.get(id);
    const confirmedAt = this.clock.now();
    const late = confirmedAt > order.dueAt;
    const confirmedBy = this.transactions.actor.userId;
    const confirmedPlace = (await this.store.countConfirmed(orderId)) + 1;
    const changes = { confirmedAt, confirmedBy, confirmedPlace, late };
    const confirmed = await this.moves.make(row, 'confirm', changes);
    if (order.state === 'cancelled') throw conflict('answer-order-cancelled', { number: order.number });
    const lines = await this.plan.of(order, await this.store.sheet(row));
    const telling = lines.filter(({ outcome }) => outcome === 'first' || outcome === 'again');
    if (telling.length === 0) throw conflict('answer-file-nothing');
    await this.store.setLines(id, lines);
    await this.calls.write(
      telling.flatMap(({ answerId, answer }) => (answerId !== null && answer ? [{ answerId, answer }] : [])),
    );
    const first = telling.filter(({ outcome }) => outcome === 'first').length;
    await this.orderMoves.answered(order, order.answeredCount + first);
    return confirmed;
  }
}
