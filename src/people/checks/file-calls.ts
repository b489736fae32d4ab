import { Injectable } from '@nestjs/common';
import { conflict } from '../../platform/errors';
import { Audit } from '../../trust/audit';
import type { CheckAnswer } from './check-answer.entity';
import type { CheckCall } from './check-call.entity';
import { ChecksStore } from './checks.store';
import type { DepartmentReply } from './department-connector';
import { FileCallsStore } from './file-calls.store';
import { type AllowedQuestion, PrepareCalls } from './prepare-calls';
import { keysOf, type OneAnswer } from './reply-rows';
import { type Ended, WriteAnswers } from './write-answers';

/** What goes into an order, and how many calls nobody may be asked about any more. */
export interface TakenCalls {
  questions: AllowedQuestion[];
  calls: number;
  leftOut: number;
}
/** An answer from a file to one question. */
export interface FileAnswer {
  answerId: string;
  answer: Omit<OneAnswer, 'key' | 'item'>;
}
interface TakenBack {
  first: readonly string[];
  again: readonly string[];
  over: boolean;
}
/** What a question would become by an answer. */
export type AnswerEffect = 'first' | 'again' | 'same';

/** The calls that go by file, for the room that makes and reads the files (R93): the same questions, rules and answers. */
@Injectable()
export class FileCalls {
  constructor(
    private readonly store: FileCallsStore,
    private readonly checks: ChecksStore,
    private readonly prepare: PrepareCalls,
    private readonly writer: WriteAnswers,
    private readonly audit: Audit,
  ) {}

  waiting(districtCode: string): ReturnType<FileCallsStore['waiting']> {
    return this.store.waiting(districtCode);
  }

  /**
   * Sends what waits for a department, looking once more who may be asked about (B16): what is not allowed ends as over a
   * line.
   */
  async take(place: { districtCode: string; department: string }, dueAt: Date, most: number): Promise<TakenCalls> {
    const ids = await this.store.take(place.districtCode, place.department, most);
    const { sendable, ended } = await this.prepare.forFile(ids, dueAt);
    await this.writer.write(ended);
    return {
      questions: sendable.flatMap(({ questions }) => questions),
      ...{ calls: sendable.length, leftOut: ended.length },
    };
  }

  /** Questions by their ids, as far as they are in reach. */
  questions(ids: readonly string[]): Promise<CheckAnswer[]> {
    return this.store.answers(ids);
  }

  /** Why the household is asked about, by request. */
  async purposes(questions: readonly CheckAnswer[]): Promise<Map<string, string>> {
    const requests = await this.checks.requestsOf([...new Set(questions.map(({ requestId }) => requestId))]);
    return new Map(requests.map(({ id, purpose }) => [id, purpose]));
  }

  /** As `PrepareCalls.askable`: opens sealed numbers, for the file alone. */
  askable(questions: readonly CheckAnswer[]): ReturnType<PrepareCalls['askable']> {
    return this.prepare.askable(questions);
  }

  /** As `PrepareCalls.named`: to be held against what came back, shown to nobody. */
  people(questions: readonly CheckAnswer[]): ReturnType<PrepareCalls['named']> {
    return this.prepare.named(questions);
  }

  /** What an answer does to its question: the first stands, the same again changes nothing, another is counted. */
  effect(question: CheckAnswer, answer: FileAnswer['answer']): AnswerEffect {
    if (question.held === null) return 'first';
    const { held, things = null, amountFen = null, period = null, asOf } = answer;
    const same = question.held === held && question.things === things && question.amountFen === amountFen;
    return same && question.period === period && question.asOf === asOf ? 'same' : 'again';
  }

  /** Takes back calls that have no answer: they wait for another order. */
  async release(callIds: readonly string[]): Promise<void> {
    const calls = await this.checks.callsOf(callIds);
    await this.checks.changeCalls(
      calls.filter(isOut).map((call) => ({ ...call, state: 'waiting', sentAt: null, deadlineAt: null })),
    );
    await this.told(calls, 'check.recalled');
  }

  /** Nothing more is waited for: what has no answer had none in time, as over a line; a later one is still heard. */
  async end(callIds: readonly string[]): Promise<void> {
    const calls = await this.checks.callsOf(callIds);
    await this.writer.write(calls.filter(isOut).map((call): Ended => ({ call, outcome: { came: 'timed-out' } })));
  }

  /** Writes answers the same way as those that come over a line: late ones, mismatches, repeats (R65). */
  async write(given: readonly FileAnswer[]): Promise<void> {
    const asked = new Map(
      (await this.store.answers(given.map(({ answerId }) => answerId))).map((row) => [row.id, row]),
    );
    const callIds = [...new Set([...asked.values()].map(({ callId }) => callId))];
    const calls = await this.checks.callsOf(callIds);
    const rows = await this.checks.answers(callIds);
    const ended = calls.map((call): Ended => {
      const keys = keysOf(rows.filter(({ callId }) => callId === call.id));
      const answers = given.flatMap(({ answerId, answer }): DepartmentReply['answers'] => {
        const row = asked.get(answerId);
        if (row?.callId !== call.id) return [];
        return [{ ...answer, key: keys.get(row.memberId)!, item: row.item }];
      });
      return { call, outcome: { came: 'reply', partial: true, reply: { simulated: false, answers } } };
    });
    await this.writer.write(ended);
  }

  /**
   * Takes answers back, as long as nobody has acted on one: no difference was settled, none contested by the household.
   * @param first questions whose standing answer goes; `again` those whose count of repeats does
   * @param over nothing is waited for any more: they had no answer in time
   * @throws AppError 409 `check-answers-used`
   */
  async undo({ first, again, over }: TakenBack): Promise<void> {
    const state = over ? 'timed-out' : 'waiting';
    const rows = await this.store.answers([...first, ...again]);
    await this.checks.lock([...new Set(rows.map(({ requestId }) => requestId))]);
    const gone = rows.filter(({ id }) => first.includes(id));
    const found = gone.length > 0 ? await this.store.mismatches(gone) : [];
    const used = found.filter(({ state, version, saidAt }) => state !== 'open' || version > 1 || saidAt !== null);
    if (used.length > 0) throw conflict('check-answers-used', { count: used.length });
    await this.store.removeMismatches(found.map(({ id }) => id));
    await this.checks.changeAnswers(
      rows.map((row): CheckAnswer => {
        if (!first.includes(row.id)) return { ...row, repeats: Math.max(0, row.repeats - 1) };
        const nothing = { held: null, things: null, amountFen: null, period: null, asOf: null, answeredAt: null };
        return { ...row, ...nothing, state, reason: null };
      }),
    );
    const calls = await this.checks.callsOf([...new Set(gone.map(({ callId }) => callId))]);
    await this.checks.changeCalls(
      calls.map((call) => ({
        ...{ ...call, state: over ? ('timed-out' as const) : ('sent' as const) },
        ...{ reason: null, simulated: null, answeredAt: null },
      })),
    );
    await this.told(calls, 'check.answers-taken-back');
  }

  private async told(calls: readonly CheckCall[], action: string): Promise<void> {
    await this.audit.changedAll(
      calls.map(({ requestId, householdId, districtCode, department }) => ({
        ...{ action, subjectType: 'check-request', subjectId: requestId, householdId, districtCode },
        fields: [department],
      })),
    );
  }
}

const isOut = ({ state, answeredAt }: CheckCall) => state === 'sent' && answeredAt === null;
