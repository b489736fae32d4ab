import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { anonymousActor, Transactions } from '../../platform/database';
import { PollLoop } from '../../platform/queue';
import { ChecksStore } from './checks.store';
import { Circuit } from './circuit';
import type { CheckCall } from './check-call.entity';
import { ConnectorError, DepartmentConnector, type Inquiry } from './department-connector';
import { GatherAnswers } from './gather-answers';
import { PrepareCalls, type Sendable } from './prepare-calls';
import type { Outcome } from './write-answers';

const EVERY_MILLISECONDS = 250;
const CLAIM = 120;
const LEASE_SECONDS = 120;
/** How much longer than the deadline an answer is still heard. */
const PATIENCE = 5;

/**
 * Sends what is waiting to the departments, in the worker: claims calls with lock-and-skip, asks all departments at once
 * and has each answer written as it comes. One queue job an item could not fill 50 checks of 32 items within 5 seconds.
 */
@Injectable()
export class CheckSender implements BeforeApplicationShutdown {
  private readonly logger = new Logger('checks');
  private readonly loop = new PollLoop(() => this.round(), EVERY_MILLISECONDS);
  private readonly circuit = new Circuit();
  private readonly underWay = new Set<Promise<void>>();
  private readonly ending = new AbortController();

  constructor(
    private readonly transactions: Transactions,
    private readonly store: ChecksStore,
    private readonly prepare: PrepareCalls,
    private readonly connector: DepartmentConnector,
    private readonly answers: GatherAnswers,
  ) {}

  /** Called by the worker when it starts. */
  start(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    // A call that is cut short here keeps its lease and is sent anew by the next worker.
    this.ending.abort();
    await this.settled();
  }

  /** Sends what waits now. @returns how many calls were taken; their answers come later */
  async round(): Promise<number> {
    const claim = () => this.store.claim(CLAIM, LEASE_SECONDS);
    const claimed = await this.transactions.runApart(anonymousActor('check-claim'), claim);
    for (const district of new Set(claimed.map(({ districtCode }) => districtCode))) {
      const ids = claimed.filter(({ districtCode }) => districtCode === district).map(({ id }) => id);
      const { sendable, ended } = await this.prepare.execute(district, ids);
      for (const one of ended) this.follow(this.answers.add(one));
      for (const one of sendable) this.follow(this.ask(one));
    }
    return claimed.length;
  }

  /** Resolves when every call that went out has its answer or its end. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private async ask({ call, inquiry }: Sendable): Promise<void> {
    const { department } = call;
    const end = (outcome: Outcome) => this.answers.add({ call, outcome });
    if (this.circuit.isOpen(department, performance.now())) return end({ came: 'failed', reason: 'not-reachable' });
    const wait = call.answerSeconds * 1000;
    const patience = AbortSignal.any([AbortSignal.timeout(wait * PATIENCE), this.ending.signal]);
    const answering = this.outcome(call, inquiry, patience);
    const first = await Promise.race([answering, afterwards(wait)]);
    if (first === null) return;
    if (first.came === 'reply') this.circuit.answered(department);
    else this.circuit.failed(department, performance.now());
    await end(first);
    if (first.came !== 'timed-out') return;
    const later = await answering;
    if (later?.came === 'reply') await end(later);
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

/** Unlike the answer it is not waited for when the process ends. */
function afterwards(milliseconds: number): Promise<Outcome> {
  return new Promise((resolve) => setTimeout(() => resolve({ came: 'timed-out' }), milliseconds).unref());
}
