import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type CheckItem, Policies } from '../../reference/policies';
import { systemActor } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { Economy, type LineOfMany } from '../verification';
import type { CheckAnswer } from './check-answer.entity';
import type { CheckMismatch } from './check-mismatch.entity';
import type { CallReason, CheckCall } from './check-call.entity';
import { CheckMismatchesStore } from './check-mismatches.store';
import { ChecksStore } from './checks.store';
import type { DepartmentReply } from './department-connector';
import { mismatchOf } from './mismatch-rules';
import { rowsAfter } from './reply-rows';

/** How one call went; of a partial reply the rest may come with another file. */
export type Outcome =
  | { came: 'reply'; reply: DepartmentReply; partial?: boolean }
  | { came: 'failed'; reason: CallReason }
  | { came: 'timed-out' };
export interface Ended {
  call: Pick<CheckCall, 'id' | 'districtCode' | 'requestId'>;
  outcome: Outcome;
}
type Reply = Extract<Outcome, { came: 'reply' }>;
/** A call and its answers after its end; null where that changes nothing. */
type After = { call: CheckCall; answers: CheckAnswer[] } | null;
/** A call that was answered just now, with all its answers. */
interface Heard {
  call: CheckCall;
  answers: readonly CheckAnswer[];
}

/**
 * Writes down what came of calls, in one transaction for those of a district that came within a moment. What does not fit
 * the declaration becomes something to clarify (R65); the declaration stays as it is.
 */
@Injectable()
export class WriteAnswers {
  constructor(
    private readonly store: ChecksStore,
    private readonly clarify: CheckMismatchesStore,
    private readonly economy: Economy,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @param ended of one district */
  async execute(ended: readonly Ended[]): Promise<void> {
    const [first] = ended;
    if (!first) return;
    const actor = systemActor(first.call.districtCode, 'check-answer');
    await this.transactions.runApart(actor, () => this.write(ended));
  }

  /** The same in the transaction that is open, as whoever acts in it: what came by file. @param ended of one district */
  async write(ended: readonly Ended[]): Promise<void> {
    const requestIds = [...new Set(ended.map(({ call }) => call.requestId))];
    await this.store.lock(requestIds);
    const ids = ended.map(({ call }) => call.id);
    const calls = new Map((await this.store.callsOf(ids)).map((call) => [call.id, call]));
    const answers = new Map<string, CheckAnswer[]>();
    for (const row of await this.store.answers(ids)) answers.set(row.callId, [...(answers.get(row.callId) ?? []), row]);
    const changedCalls: CheckCall[] = [];
    const changedAnswers: CheckAnswer[] = [];
    const heard: Heard[] = [];
    for (const { call, outcome } of ended) {
      const known = calls.get(call.id);
      const rows = answers.get(call.id) ?? [];
      const after = known ? this.after(known, rows, outcome) : null;
      if (!after) continue;
      changedCalls.push(after.call);
      changedAnswers.push(...after.answers);
      const whole = rows.map((row) => after.answers.find(({ id }) => id === row.id) ?? row);
      if (known && outcome.came === 'reply' && known.answeredAt === null)
        heard.push({ call: after.call, answers: ripe(whole, outcome) });
    }
    if (changedCalls.length === 0) return;
    await this.store.changeAnswers(changedAnswers);
    await this.store.changeCalls(changedCalls);
    await this.compare(heard);
    await this.store.finish(requestIds, this.clock.now());
    await this.record(changedCalls);
  }

  private after(call: CheckCall, rows: readonly CheckAnswer[], outcome: Outcome): After {
    return outcome.came === 'reply' ? this.heard(call, rows, outcome) : this.silent(call, rows, outcome);
  }

  private heard(call: CheckCall, rows: readonly CheckAnswer[], { reply, partial = false }: Reply): After {
    const at = this.clock.now();
    const late = call.state === 'timed-out' || (call.deadlineAt !== null && at > call.deadlineAt);
    const answers = rowsAfter(rows, reply, { at, today: this.clock.today(), late, partial });
    if (call.answeredAt !== null) return answers.length > 0 ? { call, answers } : null;
    const state = late ? 'late' : 'answered';
    const { simulated } = reply;
    const left = rows.filter((row) => isOpen(row) && !answers.some(({ id }) => id === row.id));
    if (partial && left.length > 0) return answers.length > 0 ? { call: { ...call, simulated }, answers } : null;
    return { call: { ...call, state, reason: null, answeredAt: at, simulated, leaseUntil: null }, answers };
  }

  private silent(call: CheckCall, rows: readonly CheckAnswer[], outcome: Exclude<Outcome, { came: 'reply' }>): After {
    if (call.state !== 'sent' && call.state !== 'waiting') return null;
    const failed = outcome.came === 'failed' ? outcome.reason : null;
    const state = failed === null ? ('timed-out' as const) : ('failed' as const);
    const ended: CheckCall = { ...call, state, reason: failed, leaseUntil: null };
    // What was not allowed to be sent has its reason row by row already.
    if (failed === 'not-allowed') return { call: ended, answers: [] };
    const open = rows.filter((row) => row.state === 'waiting');
    return { call: ended, answers: open.map((row) => ({ ...row, state, reason: failed })) };
  }

  private async record(calls: readonly CheckCall[]): Promise<void> {
    const requests = new Map<string, CheckCall[]>();
    for (const call of calls) requests.set(call.requestId, [...(requests.get(call.requestId) ?? []), call]);
    const record = [...requests].map(([subjectId, own]) => {
      const { householdId, districtCode } = own[0]!;
      const fields = own.map(({ department, state }) => `${department} ${state}`);
      return { action: 'check.answered', subjectType: 'check-request', subjectId, householdId, districtCode, fields };
    });
    await this.audit.changedAll(record);
  }

  /** Holds what came against the declarations, whose lines are read at once. */
  private async compare(heard: readonly Heard[]): Promise<void> {
    const speaking = heard.filter((one) => this.speaking(one).length > 0);
    if (speaking.length === 0) return;
    const lines = await this.economy.linesOfAll([...new Set(speaking.map(({ call }) => call.householdId))]);
    const found = speaking.flatMap((one) =>
      this.mismatches(
        one,
        lines.filter(({ householdId }) => householdId === one.call.householdId),
      ),
    );
    await this.clarify.add(found);
  }

  /** Items that can differ: only an answer with an amount can from less, and the absence of one from more. */
  private speaking({ call: { districtCode, department }, answers }: Heard): CheckItem[] {
    const { catalogue } = this.policies.current(districtCode).rules.checks;
    const own = catalogue.filter((item) => item.department === department && item.speaks);
    return own.filter(({ code, speaks }) =>
      answers.some(({ item, amountFen }) => item === code && (speaks?.when === 'less' || (amountFen ?? 0) > 0)),
    );
  }

  private mismatches(heard: Heard, lines: readonly LineOfMany[]): CheckMismatch[] {
    const { requestId, householdId, districtCode, department } = heard.call;
    const { tolerance } = this.policies.current(districtCode).rules.checks;
    return this.speaking(heard).flatMap((item) => {
      const answers = heard.answers.filter((row) => row.item === item.code);
      const found = mismatchOf(item, answers, lines, { tolerance, until: this.clock.today() });
      if (!found) return [];
      const { kind: economyKind, item: economyItem, answeredFen, declaredFen } = found;
      return [
        {
          ...{ id: newId(), requestId, householdId, districtCode, department, item: item.code },
          ...{ economyKind, economyItem, answeredFen, declaredFen, state: 'open' as const, noteCiphertext: null },
          ...{ saidCiphertext: null, saidAt: null },
          ...{ openedAt: this.clock.now(), dueAt: null, decidedBy: null, decidedAt: null, version: 1 },
        },
      ];
    });
  }
}

const isOpen = ({ state }: CheckAnswer) => state === 'waiting' || state === 'timed-out';

/** What can be held against the declaration: of a partial reply the items that nobody is waited for any more. */
function ripe(rows: readonly CheckAnswer[], { partial = false }: Reply): readonly CheckAnswer[] {
  if (!partial) return rows;
  return rows.filter(({ item }) => !rows.some((other) => other.item === item && isOpen(other)));
}
