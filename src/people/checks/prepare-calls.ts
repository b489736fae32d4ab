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
const IDENTITY = 'household_members.identity';

/** A question with the last day of the authorisation that it rests on. */
export interface AllowedQuestion {
  question: CheckAnswer;
  authorisedUntil: string;
}
/** A call with what the department is told. */
export interface Sendable {
  call: CheckCall;
  inquiry: Inquiry;
  questions: AllowedQuestion[];
}
export interface Prepared {
  sendable: Sendable[];
  /** Calls that do not go out. */
  ended: Ended[];
  /** Answers that are not asked for any more. */
  held: CheckAnswer[];
  /** What goes on the record. */
  record: Change[];
}

type Person =
  | { name: string; identityNumber: string; until: string; groups: readonly AnswerGroup[]; reason?: undefined }
  | { reason: NonNullable<CheckAnswer['reason']> };
type People = ReadonlyMap<string, Person>;
/** Which calls go, and until when they have to be answered. */
interface Going {
  from: CheckCall['state'];
  deadline: (call: CheckCall, sentAt: Date) => Date;
}

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
    const going = { from: 'sent', deadline: deadlineOf } as const;
    return this.transactions.runApart(systemActor(districtCode, 'check-send'), () => this.prepare(callIds, going));
  }

  /** The same for what goes by file, in the transaction that is open. @param dueAt when the department has to have answered */
  forFile(callIds: readonly string[], dueAt: Date): Promise<Prepared> {
    return this.prepare(callIds, { from: 'waiting', deadline: () => dueAt });
  }

  /** Name and number of those of whom these questions are, as far as they may still be asked about (B16); by question. */
  async askable(questions: readonly CheckAnswer[]): Promise<Map<string, { name: string; identityNumber: string }>> {
    const requests = await this.store.requestsOf([...new Set(questions.map(({ requestId }) => requestId))]);
    await this.sealer.ahead([...new Set(questions.map(({ memberId }) => memberId))]);
    const everybody = await this.authorisations.ofAll(requests.map(({ householdId }) => householdId));
    const found = new Map<string, { name: string; identityNumber: string }>();
    for (const request of requests) {
      const answers = questions.filter(({ requestId }) => requestId === request.id);
      const people = await this.people({ request, calls: [], answers }, everybody);
      const groups = this.groupsIn(request.districtCode);
      for (const row of answers) {
        const person = people.get(row.memberId);
        if (!person || person.reason !== undefined || reasonOf(row, people, groups) !== null) continue;
        found.set(row.id, { name: person.name, identityNumber: person.identityNumber });
      }
    }
    return found;
  }

  /** Of whom these questions are, whether they may still be asked about or not; who moved out is left out. */
  async named(
    questions: readonly CheckAnswer[],
  ): Promise<Map<string, { name: string; identityNumber: string | null }>> {
    await this.sealer.ahead([...new Set(questions.map(({ memberId }) => memberId))]);
    const everybody = await this.authorisations.ofAll([...new Set(questions.map(({ householdId }) => householdId))]);
    const known = new Map<string, { name: string; identityNumber: string | null }>();
    const asked = new Set(questions.map(({ memberId }) => memberId));
    for (const { member } of everybody) {
      const { id, name, identityCiphertext: sealed } = member;
      if (!asked.has(id)) continue;
      const identityNumber = sealed && (await this.sealer.open(id, IDENTITY, id, sealed));
      known.set(id, { name, identityNumber });
    }
    return new Map(
      questions.flatMap(({ id, memberId }) => {
        const person = known.get(memberId);
        return person ? [[id, person] as const] : [];
      }),
    );
  }

  private async prepare(callIds: readonly string[], going: Going): Promise<Prepared> {
    const calls = (await this.store.callsOf(callIds)).filter(({ state }) => state === going.from);
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
      await this.sheet(sheet, everybody, going, prepared);
    }
    await this.store.changeAnswers(prepared.held);
    await this.store.changeCalls(prepared.sendable.map(({ call }) => call));
    await this.audit.changedAll(prepared.record);
    return prepared;
  }

  /** Adds what one request comes to. */
  private async sheet(
    sheet: CheckSheet,
    everybody: readonly AuthorisedMember[],
    going: Going,
    prepared: Prepared,
  ): Promise<void> {
    const people = await this.people(sheet, everybody);
    const { id: subjectId, householdId, districtCode } = sheet.request;
    const groups = this.groupsIn(districtCode);
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
      const deadlineAt = going.deadline(call, sentAt);
      const inquiry = inquiryOf(call, sheet, people, left);
      const questions = left.flatMap((question): AllowedQuestion[] => {
        const person = people.get(question.memberId);
        if (question.callId !== call.id || !person || person.reason !== undefined) return [];
        return [{ question, authorisedUntil: person.until }];
      });
      prepared.sendable.push({ call: { ...call, state: 'sent', sentAt, deadlineAt }, inquiry, questions });
      departments.push(call.department);
    }
    const action = departments.length > 0 ? 'check.sent' : 'check.withheld';
    const subject = { subjectType: 'check-request', subjectId, householdId, districtCode };
    prepared.record.push({ action, ...subject, fields: departments });
    prepared.held.push(...held);
  }

  private groupsIn(districtCode: string): ReadonlyMap<string, AnswerGroup> {
    const { catalogue } = this.policies.current(districtCode).rules.checks;
    return new Map(catalogue.map(({ code, group }) => [code, group]));
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
        const identityNumber = await this.sealer.open(id, IDENTITY, id, identityCiphertext);
        known.set(id, { name, identityNumber, until: authorisation.until, groups: authorisation.groups });
      }
    }
    return known;
  }
}

const deadlineOf = ({ answerSeconds }: CheckCall, sentAt: Date) => new Date(sentAt.getTime() + answerSeconds * 1000);

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
