import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { anonymousActor, Transactions } from '../../platform/database';
import { PollLoop } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { systemActor } from '../../trust/access';
import { Audit } from '../../trust/audit';
import type { CheckAnswer } from './check-answer.entity';
import type { AnswerGroup } from './authorisation-rules';
import { CheckAuthorisations } from './check-authorisations';
import type { CheckCall } from './check-call.entity';
import { ChecksStore, type CheckSheet } from './checks.store';
import { Circuit } from './circuit';
import { ConnectorError, DepartmentConnector, type Inquiry } from './department-connector';
import { keysOf } from './reply-rows';
import { type Outcome, WriteAnswers } from './write-answers';

const EVERY_MILLISECONDS = 250;
const CLAIM = 240;
const LEASE_SECONDS = 120;
/** How much longer than the deadline an answer is still heard. */
const PATIENCE = 5;
const MOST_ATTEMPTS = 3;

interface Sendable {
  call: CheckCall;
  inquiry: Inquiry;
}

/**
 * Sends what is waiting to the departments, in the worker: claims calls with lock-and-skip, asks all departments at once
 * and writes each answer as it comes. One queue job an item could not fill 50 checks of 32 items within 5 seconds.
 */
@Injectable()
export class CheckSender implements OnApplicationShutdown {
  private readonly logger = new Logger('checks');
  private readonly loop = new PollLoop(() => this.round(), EVERY_MILLISECONDS);
  private readonly circuit = new Circuit();
  private readonly underWay = new Set<Promise<void>>();
  private readonly ending = new AbortController();

  constructor(
    private readonly transactions: Transactions,
    private readonly store: ChecksStore,
    private readonly authorisations: CheckAuthorisations,
    private readonly connector: DepartmentConnector,
    private readonly writer: WriteAnswers,
    private readonly sealer: Sealer,
    private readonly policies: Policies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Called by the worker when it starts. */
  start(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    // A call that is cut short here keeps its lease and is sent anew by the next worker.
    this.ending.abort();
    await this.settled();
  }

  /** Sends what waits now. @returns how many calls went out; their answers come later */
  async round(): Promise<number> {
    const claim = () => this.store.claim(CLAIM, LEASE_SECONDS);
    const claimed = await this.transactions.runApart(anonymousActor('check-claim'), claim);
    const requests = new Map<string, typeof claimed>();
    for (const call of claimed) requests.set(call.requestId, [...(requests.get(call.requestId) ?? []), call]);
    for (const [requestId, calls] of requests) {
      const ids = calls.map(({ id }) => id);
      await this.send(requestId, calls[0]!.districtCode, ids).catch((error: unknown) => this.failed(error));
    }
    return claimed.length;
  }

  /** Resolves when every call that went out has its answer or its end. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private async send(requestId: string, districtCode: string, callIds: readonly string[]): Promise<void> {
    const actor = systemActor(districtCode, 'check-send');
    const { sendable, refused } = await this.transactions.runApart(actor, () => this.prepare(requestId, callIds));
    for (const { call, outcome } of refused) await this.writer.execute(call, outcome);
    for (const one of sendable) this.follow(this.ask(one));
  }

  /** Looks once more who may be asked about: who withdrew a moment ago is not sent (B16). */
  private async prepare(
    requestId: string,
    callIds: readonly string[],
  ): Promise<{ sendable: Sendable[]; refused: Array<{ call: CheckCall; outcome: Outcome }> }> {
    const sheet = await this.store.sheet(requestId);
    const calls = sheet.calls.filter(({ id, state }) => callIds.includes(id) && state === 'sent');
    const people = await this.people(sheet);
    const { catalogue } = this.policies.current(sheet.request.districtCode).rules.checks;
    const groups = new Map(catalogue.map(({ code, group }) => [code, group]));
    const held = sheet.answers.flatMap((row): CheckAnswer[] => {
      const reason = reasonOf(row, people, groups);
      if (row.state !== 'waiting' || reason === null || !callIds.includes(row.callId)) return [];
      return [{ ...row, state: reason === 'identity-missing' ? 'failed' : 'not-sent', reason }];
    });
    await this.store.changeAnswers(held);
    const left = sheet.answers.filter((row) => row.state === 'waiting' && !held.some(({ id }) => id === row.id));
    const sentAt = this.clock.now();
    const prepared = { sendable: [] as Sendable[], refused: [] as Array<{ call: CheckCall; outcome: Outcome }> };
    for (const call of calls) {
      const rows = left.filter(({ callId }) => callId === call.id);
      if (rows.length === 0) {
        const missing = held.some((row) => row.callId === call.id && row.reason === 'identity-missing');
        const reason = missing ? ('identity-missing' as const) : ('not-allowed' as const);
        prepared.refused.push({ call, outcome: { came: 'failed', reason } });
        continue;
      }
      if (call.attempts > MOST_ATTEMPTS) {
        prepared.refused.push({ call, outcome: { came: 'failed', reason: 'not-reachable' } });
        continue;
      }
      const deadlineAt = new Date(sentAt.getTime() + call.answerSeconds * 1000);
      await this.store.changeCall(call.id, { sentAt, deadlineAt });
      const inquiry = inquiryOf(call, sheet, people, left);
      prepared.sendable.push({ call: { ...call, sentAt, deadlineAt }, inquiry });
    }
    const { id: subjectId, householdId, districtCode } = sheet.request;
    const fields = prepared.sendable.map(({ call }) => call.department);
    const subject = { subjectType: 'check-request', subjectId, householdId, districtCode };
    await this.audit.changed({ action: fields.length > 0 ? 'check.sent' : 'check.withheld', ...subject, fields });
    return prepared;
  }

  /** Name and number of those who may be asked about, or why they may not. */
  private async people({ request, answers }: CheckSheet): Promise<Map<string, Person>> {
    const asked = new Set(answers.map(({ memberId }) => memberId));
    const known = new Map<string, Person>();
    for (const { member, authorisation } of await this.authorisations.of(request.householdId)) {
      const { id, name, identityCiphertext } = member;
      if (!asked.has(id)) continue;
      if (!authorisation.allowed) known.set(id, { reason: authorisation.reason });
      else if (identityCiphertext === null) known.set(id, { reason: 'identity-missing' });
      else {
        const place = 'household_members.identity';
        const identityNumber = await this.sealer.open(id, place, id, identityCiphertext);
        known.set(id, { name, identityNumber, groups: authorisation.groups });
      }
    }
    // Somebody who has moved out is no longer of the household that signed.
    for (const id of asked) if (!known.has(id)) known.set(id, { reason: 'authorisation-withdrawn' });
    return known;
  }

  private async ask({ call, inquiry }: Sendable): Promise<void> {
    const { department } = call;
    if (this.circuit.isOpen(department, performance.now()))
      return this.writer.execute(call, { came: 'failed', reason: 'not-reachable' });
    const wait = call.answerSeconds * 1000;
    const answering = this.outcome(
      call,
      inquiry,
      AbortSignal.any([AbortSignal.timeout(wait * PATIENCE), this.ending.signal]),
    );
    const timer = new Promise<Outcome>((resolve) => setTimeout(() => resolve({ came: 'timed-out' }), wait).unref());
    const first = await Promise.race([answering, timer]);
    if (first === null) return;
    if (first.came === 'reply') this.circuit.answered(department);
    else this.circuit.failed(department, performance.now());
    await this.writer.execute(call, first);
    if (first.came !== 'timed-out') return;
    const later = await answering;
    if (later?.came === 'reply') await this.writer.execute(call, later);
  }

  /** Null where this process ends before the answer. */
  private async outcome(call: CheckCall, inquiry: Inquiry, signal: AbortSignal): Promise<Outcome | null> {
    try {
      return { came: 'reply', reply: await this.connector.ask(call.department, inquiry, signal) };
    } catch (error) {
      if (this.ending.signal.aborted) return null;
      return { came: 'failed', reason: error instanceof ConnectorError ? error.reason : 'not-reachable' };
    }
  }

  private follow(work: Promise<void>): void {
    const tracked = work.catch((error: unknown) => this.failed(error)).finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  /** What was sent and what came is personal: only the kind of error is written down. */
  private failed(error: unknown): void {
    this.logger.error({ msg: 'check call failed', error: error instanceof Error ? error.name : 'unknown' });
  }
}

type Person =
  | { name: string; identityNumber: string; groups: readonly AnswerGroup[]; reason?: undefined }
  | { reason: NonNullable<CheckAnswer['reason']> };
type People = ReadonlyMap<string, Person>;

/** Why a question may not go out; null where it may. */
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
