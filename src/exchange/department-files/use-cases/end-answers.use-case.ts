import { Injectable } from '@nestjs/common';
import { FileCalls } from '../../../people/checks';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { AnswerFileMoves } from '../answer-file-moves';
import type { DepartmentAnswerFile } from '../department-answer-file.entity';
import type { AnswerOutcome } from '../department-answer-line.entity';
import { DepartmentAnswerFilesStore } from '../department-answer-files.store';
import { DepartmentOrdersStore } from '../department-orders.store';
import { OrderMoves } from '../order-moves';
import { OrderReach } from '../order-reach';

/** Gives a file up before it is confirmed, or takes it back after. */
@Injectable()
export class EndAnswers {
  constructor(
    private readonly store: DepartmentAnswerFilesStore,
    private readonly orders: DepartmentOrdersStore,
    private readonly reach: OrderReach,
    private readonly calls: FileCalls,
    private readonly moves: AnswerFileMoves,
    private readonly orderMoves: OrderMoves,
    private readonly clock: Clock,
  ) {}

  /** Its rows are destroyed at once. @throws AppError 404; 409 `move-not-allowed` */
  async discard(id: string): Promise<DepartmentAnswerFile> {
    const at = this.clock.now();
    return this.moves.make(await this.store.get(id), 'discard', { endedAt: at, erasedAt: at, content: null });
  }

  /**
   * Its answers are no longer there, and their questions wait, or of a closed order have none in time; what they made to be clarified goes with them.
   * @throws AppError 404; 409 `move-not-allowed`, `answer-file-not-last`, `check-answers-used` when somebody acted on one, as
   *   `OrderReach`
   */
  async undo(id: string): Promise<DepartmentAnswerFile> {
    const { orderId } = await this.store.get(id);
    const order = await this.orders.locked(orderId);
    await this.reach.demand(order);
    const row = await this.store.get(id);
    const undone = await this.moves.make(row, 'undo', { endedAt: this.clock.now() });
    if (await this.store.hasLater(row)) throw conflict('answer-file-not-last');
    const lines = await this.store.lines(id);
    // What a file that was closed meanwhile has been told stays with it.
    const asked = lines.flatMap(({ answerId }) => answerId ?? []);
    const seen = new Set((await this.calls.questions(asked)).map((question) => question.id));
    const of = (wanted: AnswerOutcome) =>
      lines.flatMap(({ outcome, answerId }) => (outcome === wanted && seen.has(answerId ?? '') ? [answerId!] : []));
    const [first, again] = [of('first'), of('again')];
    await this.calls.undo({ first, again, over: order.closedAt !== null });
    if (first.length > 0) await this.orderMoves.answered(order, order.answeredCount - first.length);
    return undone;
  }
}
