import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import {
  type Declaration,
  declaredHandlers,
  type DueItemHandler,
  type EventSubscriber,
  type HandlerKind,
  type JobHandler,
} from './handlers';

/** A job name has no handler, or two: the program must not start. */
export class HandlerError extends Error {}

interface Found extends Declaration {
  instance: object;
}

/** Finds the marked classes among the providers of the running program. */
@Injectable()
export class HandlerRegistry {
  private found: Found[] | null = null;

  constructor(private readonly discovery: DiscoveryService) {}

  /** Names of the subscribers that want events of this type. */
  subscribersOf(type: string): string[] {
    return this.all('subscriber')
      .filter(({ instance }) => (instance as EventSubscriber).events.includes(type))
      .map(({ name }) => name);
  }

  subscriber(name: string): EventSubscriber | undefined {
    return this.one('subscriber', name) as EventSubscriber | undefined;
  }

  dueHandler(kind: string): DueItemHandler | undefined {
    return this.one('due', kind) as DueItemHandler | undefined;
  }

  job(name: string): JobHandler | undefined {
    return this.one('job', name) as JobHandler | undefined;
  }

  /** @throws HandlerError when two classes bear one name */
  checkNames(): void {
    const names = this.providers().map(({ kind, name }) => `${kind} ${name}`);
    const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
    if (twice.length > 0) throw new HandlerError(`Two handlers for: ${twice.join(', ')}`);
  }

  /** @throws HandlerError when a marked class is in no module, so that its name would have no handler */
  checkComplete(): void {
    const targets = new Set(this.providers().map(({ target }) => target));
    const missing = declaredHandlers().filter(({ target }) => !targets.has(target));
    const names = missing.map(({ kind, name }) => `${kind} ${name}`);
    if (names.length > 0) throw new HandlerError(`No module provides the handler of: ${names.join(', ')}`);
  }

  private all(kind: HandlerKind): Found[] {
    return this.providers().filter((each) => each.kind === kind);
  }

  private one(kind: HandlerKind, name: string): object | undefined {
    return this.all(kind).find((each) => each.name === name)?.instance;
  }

  private providers(): Found[] {
    this.found ??= this.discover();
    return this.found;
  }

  private discover(): Found[] {
    const seen = new Set<object>();
    return this.discovery.getProviders().flatMap(({ instance, metatype }) => {
      const declaration = declaredHandlers().find(({ target }) => target === metatype);
      if (!declaration || typeof instance !== 'object' || instance === null || seen.has(instance)) return [];
      seen.add(instance);
      return [{ ...declaration, instance: instance as object }];
    });
  }
}
