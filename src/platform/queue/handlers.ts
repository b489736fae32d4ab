import type { Actor } from '../database';
import type { DomainEvent, EventData } from './event';

/**
 * Reacts to events, in the worker, in a transaction of a system actor of the event's district. May be called again
 * after a failure, and events may come out of order: load the state and look.
 */
export interface EventSubscriber {
  readonly events: readonly string[];
  handle(event: DomainEvent): Promise<void>;
}

/** A deadline that has come. */
export interface DueItem {
  id: string;
  kind: string;
  subjectId: string;
  districtCode: string;
  /** Business time. */
  dueAt: Date;
}

/** Acts when a deadline of its kind has come, in a transaction of a system actor of the item's district. */
export interface DueItemHandler {
  handle(item: DueItem): Promise<void>;
}

/** A long job while it runs. */
export interface RunningJob {
  id: string;
  name: string;
  districtCode: string;
  data: EventData;
  /** 1 at the first attempt; above it, part of the work may be done already. */
  attempt: number;
  /** For `Transactions.run`: the job opens its transactions itself and commits at least every second. */
  actor: Actor;
  progress(done: number, total?: number): Promise<void>;
  /** True once somebody asked to stop: leave in a sound state and return. */
  cancelled(): Promise<boolean>;
}

/** Long work with progress, e.g. an import. What it returns is kept as the result of the run (counts, ids). */
export interface JobHandler {
  run(job: RunningJob): Promise<Record<string, unknown> | void>;
}

export type HandlerKind = 'subscriber' | 'due' | 'job';
export interface Declaration {
  kind: HandlerKind;
  name: string;
  target: unknown;
}

const declared: Declaration[] = [];

const declare =
  (kind: HandlerKind) =>
  (name: string): ClassDecorator =>
  (target) => {
    declared.push({ kind, name, target });
  };

/** Marks an EventSubscriber; list the class as a provider of its room's module. The name is kept in the database. */
export const Subscriber = declare('subscriber');
/** Marks the one DueItemHandler of a kind of deadline. */
export const DueHandler = declare('due');
/** Marks the one JobHandler of a long job. */
export const Job = declare('job');

/** All marked classes whose files have been loaded. */
export const declaredHandlers = (): readonly Declaration[] => declared;
