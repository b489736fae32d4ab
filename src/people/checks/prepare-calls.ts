import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { systemActor } from '../../trust/access';
import { Audit, type Change } from '../../trust/audit';
import type { AnswerGroup } from './authorisation-rules';
import type { CheckAnswer } from './check-answer.entity';
import { type AuthorisedMember, CheckAuthorisations } from './check-authorisations';
import type { CheckCall } from './check-call.entity';
import { ChecksStore, type CheckSheet } from './checks.store';
import type { Inquiry } from './department-connector';
import { keysOf } from './reply-rows';
import type { Ended } from './write-answers';

const MOST_ATTEMPTS = 3;

/** A call with what the department is told. */
export interface Sendable {
  call: CheckCall;
  inquiry: Inquiry;
}
interface Prepared {
  sendable: Sendable[];
  /** Calls that do not go out. */
  ended: Ended[];
  /** Answers that are not asked for any more. */
  held: CheckAnswer[];
  /** What goes on the record. */
  record: Change[];
}

type Person =
  | { name: string; identityNumber: string; groups: readonly AnswerGroup[]; reason?: undefined }
  | { reason: NonNullable<CheckAnswer['reason']> };
type People = ReadonlyMap<string, Person>;

/** Makes claimed calls ready to be sent, and looks once more who may be asked about: who withdrew a moment ago is not (B16). */
@Injectable()
export class PrepareCalls {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: ChecksStore,
    private readonly authorisations: CheckAuthorisations,
    private readonly sealer: Sealer,
    private readonly policies: Policies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @param callIds claimed calls of one district */
  execute(districtCode: string, callIds: readonly string[]): Promise<Prepared> {
    return this.transactions.runApart(systemActor(districtCode, 'check-send'), () => this.prepare(callIds));
  }

  private async prepare(callIds: readonly string[]): Promise<Prepared> {
    const calls = (await this.store.callsOf(callIds)).filter(({ state }) => state === 'sent');
    const answers = await this.store.answers(calls.map(({ id }) => id));
    const requests = await this.store.requestsOf([...new Set(calls.map(({ requestId }) => requestId))]);
    await this.sealer.ahead([...new Set(answers.map(({ memberId }) => memberId))]);
    const everybody = await this.authorisations.ofAll(requests.map(({ householdId }) => householdId));
    const prepared: Prepared = { sendable: [], ended: [], held: [], record: [] };
    for (const request of requests) {
      const sheet = {
        request,
        calls: calls.filter(({ requestId }) => requestId === request.id),
        answers: answers.filter(({ requestId }) => requestId === request.id),
      };
      await this.sheet(sheet, everybody, prepared);
    }
    await this.store.changeAnswers(prepared.held);
    await this.store.changeCalls(prepared.sendable.map(({ call }) => call));
    await this.audit.changedAll(prepared.record);
    return prepared;
  }

  /** Adds what one request comes to. */
  private async sheet(sheet: CheckSheet, everybody: readonly AuthorisedMember[], prepared: Prepared): Promise<void> {
    const people = await this.people(sheet, everybody);
    const { id: subjectId, householdId, districtCode } = sheet.request;
    const { catalogue } = this.policies.current(districtCode).rules.checks;
    const groups = new Map(catalogue.map(({ code, group }) => [code, group]));
    const held = sheet.answers.flatMap((row): CheckAnswer[] => {
      const reason = row.state === 'waiting' ? reasonOf(row, people, groups) : null;
      if (reason === null) return [];
      return [{ ...row, state: reason === 'identity-missing' ? 'failed' : 'not-sent', reason }];
    });
    const left = sheet.answers.filter((row) => row.state === 'waiting' && !held.some(({ id }) => id === row.id));
    const departments: string[] = [];
    for (const call of sheet.calls) {
      const reason = whyNot(call, left, held);
      if (reason !== null) {
        prepared.ended.push({ call, outcome: { came: 'failed', reason } });
        continue;
      }
      const sentAt = this.clock.now();
      const deadlineAt = new Date(sentAt.getTime() + call.answerSeconds * 1000);
      const inquiry = inquiryOf(call, sheet, people, left);
      prepared.sendable.push({ call: { ...call, sentAt, deadlineAt }, inquiry });
      departments.push(call.department);
    }
    const action = departments.length > 0 ? 'check.sent' : 'check.withheld';
    const subject = { subjectType: 'check-request', subjectId, householdId, districtCode };
    prepared.record.push({ action, ...subject, fields: departments });
    prepared.held.push(...held);
  }

  /** Name and number of those who may be asked about, or why they may not. */
  private async people({ request, answers }: CheckSheet, everybody: readonly AuthorisedMember[]): Promise<People> {
    const asked = new Set(answers.map(({ memberId }) => memberId));
    const known = new Map<string, Person>();
    for (const { member, authorisation } of everybody) {
      const { id, householdId, name, identityCiphertext } = member;
      if (householdId !== request.householdId || !asked.has(id)) continue;
      if (!authorisation.allowed) known.set(id, { reason: authorisation.reason });
      else if (identityCiphertext === null) known.set(id, { reason: 'identity-missing' });
      else {
        const identityNumber = await this.sealer.open(id, 'household_members.identity', id, identityCiphertext);
        known.set(id, { name, identityNumber, groups: authorisation.groups });
      }
    }
    return known;
  }
}

function whyNot({ id, attempts }: CheckCall, left: readonly CheckAnswer[], held: readonly CheckAnswer[]) {
  if (left.some(({ callId }) => callId === id)) return attempts > MOST_ATTEMPTS ? ('not-reachable' as const) : null;
  const missing = held.some(({ callId, reason }) => callId === id && reason === 'identity-missing');
  return missing ? ('identity-missing' as const) : ('not-allowed' as const);
}

/** Why a question may not go out; null where it may. Who has moved out is no longer of the household that signed. */
function reasonOf(
  { memberId, item }: CheckAnswer,
  people: People,
  groups: ReadonlyMap<string, AnswerGroup>,
): CheckAnswer['reason'] {
  const person = people.get(memberId);
  if (!person) return 'authorisation-missing';
  if (person.reason !== undefined) return person.reason;
  const group = groups.get(item);
  return group !== undefined && person.groups.includes(group) ? null : 'authorisation-withdrawn';
}

/** The questions of one call that still wait, after those that may not go out were taken off. */
function inquiryOf(
  { id }: CheckCall,
  { request, answers }: CheckSheet,
  people: People,
  left: readonly CheckAnswer[],
): Inquiry {
  const keys = keysOf(answers.filter(({ callId }) => callId === id));
  const asked = [...keys].flatMap(([memberId, key]) => {
    const person = people.get(memberId);
    const items = left.filter((row) => row.callId === id && row.memberId === memberId).map(({ item }) => item);
    if (!person || person.reason !== undefined || items.length === 0) return [];
    return [{ key, name: person.name, identityNumber: person.identityNumber, items }];
  });
  return { reference: id, purpose: request.purpose, people: asked };
}
