import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { systemActor } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { Economy } from '../verification';
import type { CheckAnswer } from './check-answer.entity';
import type { CallReason, CheckCall } from './check-call.entity';
import { CheckMismatchesStore } from './check-mismatches.store';
import { ChecksStore } from './checks.store';
import type { DepartmentReply } from './department-connector';
import { mismatchOf } from './mismatch-rules';
import { rowsAfter } from './reply-rows';

/** How one call went. */
export type Outcome =
  { came: 'reply'; reply: DepartmentReply } | { came: 'failed'; reason: CallReason } | { came: 'timed-out' };
type Place = Pick<CheckCall, 'id' | 'districtCode' | 'requestId' | 'householdId'>;

/**
 * Writes down what came of one call, in a transaction of its own, as soon as it came: nobody waits for another department.
 * What does not fit the declaration becomes something to clarify (R65); the declaration stays as it is.
 */
@Injectable()
export class WriteAnswers {
  constructor(
    private readonly store: ChecksStore,
    private readonly mismatches: CheckMismatchesStore,
    private readonly economy: Economy,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(call: Place, outcome: Outcome): Promise<void> {
    const actor = systemActor(call.districtCode, 'check-answer');
    return this.transactions.runApart(actor, () => this.write(call, outcome));
  }

  private async write({ id, requestId }: Place, outcome: Outcome): Promise<void> {
    await this.store.lock(requestId);
    const [call] = await this.store.callsOf([id]);
    if (!call) return;
    const rows = await this.store.answers([id]);
    const changed =
      outcome.came === 'reply' ? await this.reply(call, rows, outcome.reply) : await this.silent(call, rows, outcome);
    if (!changed) return;
    await this.store.finish(requestId, this.clock.now());
    const { householdId, districtCode, department } = call;
    const place = { subjectType: 'check-request', subjectId: requestId, householdId, districtCode };
    await this.audit.changed({ action: `check.${outcome.came}`, ...place, fields: [department] });
  }

  private async reply(call: CheckCall, rows: readonly CheckAnswer[], reply: DepartmentReply): Promise<boolean> {
    const at = this.clock.now();
    const late = call.state === 'timed-out' || (call.deadlineAt !== null && at > call.deadlineAt);
    const after = rowsAfter(rows, reply, { at, today: this.clock.today(), late });
    await this.store.changeAnswers(after);
    const first = call.answeredAt === null;
    if (first) {
      const { simulated } = reply;
      const state = late ? 'late' : 'answered';
      await this.store.changeCall(call.id, { state, reason: null, answeredAt: at, simulated, leaseUntil: null });
      await this.compare(
        call,
        rows.map((row) => after.find(({ id }) => id === row.id) ?? row),
      );
    }
    return first || after.length > 0;
  }

  private async silent(
    call: CheckCall,
    rows: readonly CheckAnswer[],
    outcome: Exclude<Outcome, { came: 'reply' }>,
  ): Promise<boolean> {
    if (call.state !== 'sent' && call.state !== 'waiting') return false;
    const open = rows.filter(({ state }) => state === 'waiting');
    const failed = outcome.came === 'failed' ? outcome.reason : null;
    const state = failed === null ? ('timed-out' as const) : ('failed' as const);
    const reason = failed === 'not-allowed' ? null : failed;
    // What was not allowed to be sent has its reason row by row already.
    if (failed !== 'not-allowed') await this.store.changeAnswers(open.map((row) => ({ ...row, state, reason })));
    await this.store.changeCall(call.id, { state, reason: failed, leaseUntil: null });
    return true;
  }

  private async compare(call: CheckCall, rows: readonly CheckAnswer[]): Promise<void> {
    const { requestId, householdId, districtCode, department } = call;
    const { catalogue, tolerance } = this.policies.current(districtCode).rules.checks;
    const speaking = catalogue.filter((item) => item.department === department && item.speaks);
    const asked = speaking.filter(({ code }) => rows.some(({ item }) => item === code));
    if (asked.length === 0) return;
    const lines = await this.economy.lines(householdId);
    for (const item of asked) {
      const answers = rows.filter((row) => row.item === item.code);
      const found = mismatchOf(item, answers, lines, { tolerance, until: this.clock.today() });
      if (!found) continue;
      const { kind: economyKind, item: economyItem, answeredFen, declaredFen } = found;
      await this.mismatches.add({
        ...{ id: newId(), requestId, householdId, districtCode, department, item: item.code },
        ...{ economyKind, economyItem, answeredFen, declaredFen, state: 'open', noteCiphertext: null },
        ...{ openedAt: this.clock.now(), dueAt: null, decidedBy: null, decidedAt: null, version: 1 },
      });
    }
  }
}
