import { Injectable } from '@nestjs/common';
import type { AnswerFileHead, OrderLineView, OrderView } from '../../exchange/department-files';
import { Households } from '../../people/households';
import { Transactions } from '../../platform/database';
import { formatDate, formatNumber } from '../../platform/i18n';
import { Clock } from '../../platform/time';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';
import { CheckRows } from './check-rows';

/** What the pages about files of departments show of each thing. */
@Injectable()
export class DepartmentFileParts {
  constructor(
    private readonly words: AssessmentWords,
    private readonly rows: CheckRows,
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  day(at: string): string {
    return formatDate(pageLocale(), at);
  }

  /** The department's name, for texts. */
  named(code: string): { department: string } {
    return { department: this.rows.department(this.district, code) };
  }

  order(order: OrderView) {
    const { answeredCount: answered, lineCount: lines, state, fileUntil } = order;
    return {
      ...{ ...order, ...this.named(order.department) },
      state: this.words.text(`department-files.order-states.${state}`),
      answered: this.words.text('department-files.orders.of', { answered, lines }),
      asked: this.words.text('department-files.order.asked', {
        ...{ on: this.day(order.orderedAt), due: this.day(order.dueAt) },
      }),
      ...{ cancelled: state === 'cancelled', cancellable: state === 'sent' },
      closable: order.overdue,
      fetchable: state !== 'cancelled' && order.closedAt === null && new Date(fileUntil) > this.clock.now(),
    };
  }

  facts(order: OrderView) {
    const said: Array<[string, string]> = [
      ['department', this.named(order.department).department],
      ['by', order.orderedByName ?? ''],
      ['calls', this.n(order.callCount)],
      ['lines', this.n(order.lineCount)],
      ['answered', this.n(order.answeredCount)],
      ...(order.leftOut > 0 ? [['left-out', this.n(order.leftOut)] as [string, string]] : []),
      ['downloads', this.n(order.downloads)],
      ...(order.closedAt === null ? [] : this.closing(order)),
    ];
    return said.map(([key, value]) => ({ key: this.words.text(`department-files.order.${key}`), value }));
  }

  private closing({ closedAt, closedByName, closeReason }: OrderView): Array<[string, string]> {
    const at = closedAt === null ? '' : this.day(closedAt);
    return [
      ['closed-by', [closedByName ?? '', at].join(' ')],
      ['close-reason', closeReason ?? ''],
    ];
  }

  async lines(items: readonly OrderLineView[]) {
    const labels = await this.households.labelsOf(items.flatMap(({ householdId }) => householdId ?? []));
    return items.map(({ code, householdId, requestId, item, answered, late, silent, repeats, authorisedUntil }) => {
      const label = householdId === null ? undefined : labels.get(householdId);
      const said = answered ? (late ? 'has-late' : 'has') : silent ? 'silent' : 'waits';
      return {
        ...{ code, authorisedUntil, repeats },
        href: label && requestId ? `/console/verifications/${requestId}` : null,
        household: label?.displayName ?? this.words.text('department-files.order.gone'),
        item: item === null ? '' : this.rows.item(this.district, item),
        said: this.words.text(`department-files.order.${said}`),
        again: repeats > 0 ? this.words.text('department-files.order.again', { count: repeats }) : null,
      };
    });
  }

  file(file: AnswerFileHead) {
    const { counts } = file;
    return {
      ...{ ...file, ...this.named(file.department) },
      stateText: this.words.text(`department-files.answer-states.${file.state}`),
      ...{ taken: this.n(counts.first + counts.again), problems: this.n(counts.problem) },
    };
  }

  /** How many rows do what; the rows with a problem have a list of their own. */
  figures({ id, counts }: AnswerFileHead) {
    return (['first', 'again', 'same', 'unanswered', 'problem'] as const).map((key) => ({
      ...{ key: this.words.text(`department-files.outcomes.${key}`), value: this.n(counts[key]) },
      action: this.words.text('department-files.answer.what'),
      href: key === 'problem' && counts.problem > 0 ? `/console/department-answers/${id}/rows` : null,
    }));
  }

  private get district(): string {
    return this.transactions.actor.districtCodes[0] ?? '';
  }

  private n(value: number): string {
    return formatNumber(pageLocale(), value);
  }
}
