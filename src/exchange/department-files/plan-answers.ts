import { Injectable } from '@nestjs/common';
import { type CheckAnswer, DepartmentWays, type FileAnswer, FileCalls } from '../../people/checks';
import { Clock } from '../../platform/time';
import { type CheckItem, Policies } from '../../reference/policies';
import { type AnswerCells, answerOf } from './answer-cells';
import type { DepartmentAnswerLine } from './department-answer-line.entity';
import type { DepartmentOrder } from './department-order.entity';
import { DepartmentOrdersStore } from './department-orders.store';
import { lineOfCode, plainCode } from './line-code';
import { type AnswerSheet, cellsOf } from './read-answers';

/** What a row does, with the answer that it brings. */
export type PlannedLine = Omit<DepartmentAnswerLine, 'fileId'> & { answer?: FileAnswer['answer'] };

interface Asked {
  question: CheckAnswer;
  person: { name: string; identityNumber: string | null } | null;
  item: CheckItem | undefined;
}

/**
 * What the rows of an answer file would do to the questions of its order. A row is known by the order's number and its
 * code; name and identity number only have to agree with them, so that a sheet whose rows slipped is not taken.
 */
@Injectable()
export class PlanAnswers {
  constructor(
    private readonly orders: DepartmentOrdersStore,
    private readonly calls: FileCalls,
    private readonly ways: DepartmentWays,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  async of(order: DepartmentOrder, { columns, rows }: AnswerSheet): Promise<PlannedLine[]> {
    const asked = await this.asked(order);
    const seen = new Set<number>();
    return rows.map((row) => this.line(order, asked, seen, row.line, cellsOf(columns, row)));
  }

  private async asked(order: DepartmentOrder): Promise<Map<number, Asked | null>> {
    const lines = await this.orders.lines(order.id);
    const questions = await this.calls.questions(lines.map(({ answerId }) => answerId));
    const people = await this.calls.people(questions);
    const known = new Map(questions.map((question) => [question.id, question]));
    const { catalogue } = this.policies.current(order.districtCode).rules.checks;
    return new Map(
      lines.map(({ line, answerId }) => {
        const question = known.get(answerId);
        if (!question) return [line, null];
        const item = catalogue.find(({ code }) => code === question.item);
        return [line, { question, person: people.get(answerId) ?? null, item }];
      }),
    );
  }

  private line(
    order: DepartmentOrder,
    asked: ReadonlyMap<number, Asked | null>,
    seen: Set<number>,
    row: number,
    cells: AnswerCells,
  ): PlannedLine {
    const line = lineOfCode(order.number, cells.line ?? '');
    const wrong = (...problems: string[]): PlannedLine => ({
      ...{ row, line: known === undefined ? null : line, answerId: known?.question.id ?? null },
      ...{ outcome: 'problem', problems },
    });
    const known = line === null ? undefined : asked.get(line);
    if (plainCode(cells.order ?? '') !== plainCode(order.number)) return wrong('answer-other-order');
    if (line === null || known === undefined) return wrong('answer-line-unknown');
    if (known === null) return wrong('answer-out-of-reach');
    if (seen.has(line)) return wrong('answer-line-twice');
    const differs = differences(cells, known);
    if (differs.length > 0) return wrong(...differs);
    const read = answerOf(cells, this.ways.files(order.districtCode).words, this.clock.today());
    if ('problems' in read) return wrong(...read.problems);
    const place = { row, line, answerId: known.question.id };
    if ('unanswered' in read) return { ...place, outcome: 'unanswered', problems: [] };
    seen.add(line);
    const { answer } = read;
    return { ...place, outcome: this.calls.effect(known.question, answer), problems: [], answer };
  }
}

/** Columns that came back and say something else than what was asked; one that was left out says nothing. */
function differences({ name, identity, item }: AnswerCells, { person, item: asked }: Asked): string[] {
  const other = (typed: string | undefined, known: string | null | undefined) =>
    typed !== undefined && plainCode(typed) !== '' && known != null && plainCode(typed) !== plainCode(known);
  const problems: string[] = [];
  if (other(name, person?.name) || other(identity, person?.identityNumber)) problems.push('answer-person-other');
  if (item && asked && ![asked.zh, asked.en].some((words) => plainCode(words) === plainCode(item)))
    problems.push('answer-item-other');
  return problems;
}
