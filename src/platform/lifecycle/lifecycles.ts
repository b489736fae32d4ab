import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transactions } from '../database';
import { conflict } from '../errors';
import { Clock } from '../time';
import { type Lifecycle, type MoveFacts, type MoveRule, registeredLifecycles } from './lifecycle';
import { checkLifecycles } from './lifecycle-faults';
import { type Move, MovesStore } from './moves.store';

export interface MoveRequest<S extends string, M extends string> {
  lifecycle: Lifecycle<S, M>;
  subjectId: string;
  householdId?: string | null;
  /** The provider organisation that may read this line of the log too. */
  organisationId?: string | null;
  districtCode: string;
  /** Region ids joined and ended by '/'; null where the subject lies in no region. */
  regionPath?: string | null;
  /** The present state, as the caller has just read it. */
  from: S;
  move: M;
  reason?: string | null;
  facts?: MoveFacts;
}

/**
 * The engine of all life cycles (design 3): refuses aloud, and logs each move in the transaction that makes it. The
 * caller writes its own row, `where state = from`, so that two who move at once cannot both succeed.
 */
@Injectable()
export class Lifecycles implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly moves: MovesStore,
    private readonly clock: Clock,
  ) {}

  /** @throws LifecycleError when a registered life cycle is not sound: the program does not start */
  onModuleInit(): void {
    checkLifecycles(registeredLifecycles());
  }

  /**
   * Checks role and guard, writes the log row and returns the new state.
   * @throws AppError 409 `move-not-allowed` with the allowed moves, or 409 with the code of the guard
   */
  async move<S extends string, M extends string>(request: MoveRequest<S, M>): Promise<S> {
    const rule = this.permittedRule(request);
    const actor = this.transactions.actor;
    await this.moves.add({
      lifecycle: request.lifecycle.name,
      subjectId: request.subjectId,
      householdId: request.householdId ?? null,
      organisationId: request.organisationId ?? null,
      districtCode: request.districtCode,
      regionPath: request.regionPath ?? null,
      move: request.move,
      fromState: request.from,
      toState: rule.to,
      actorId: actor.userId,
      actorKind: actor.kind,
      actorName: actor.displayName,
      reason: request.reason ?? null,
      at: this.clock.now(),
    });
    return rule.to;
  }

  /** The log of one subject, oldest first, as far as the actor may read it. */
  log(subjectId: string): Promise<Move[]> {
    return this.moves.ofSubject(subjectId);
  }

  /** The log of everything that happened to one household, oldest first. */
  logOfHousehold(householdId: string): Promise<Move[]> {
    return this.moves.ofHousehold(householdId);
  }

  private permittedRule<S extends string, M extends string>(request: MoveRequest<S, M>): MoveRule<S, M> {
    const { lifecycle, from, move, facts = {} } = request;
    const { roles } = this.transactions.actor;
    const rule = lifecycle.rule(from, move);
    const allowed = lifecycle.allowed(from, roles);
    if (!rule || !rule.roles.some((role) => roles.includes(role))) {
      throw conflict('move-not-allowed', { lifecycle: lifecycle.name, state: from, move }, allowed);
    }
    const refusal = rule.guard?.(facts) ?? null;
    if (refusal !== null) {
      const others = allowed.filter((name) => name !== move);
      throw conflict(refusal, { lifecycle: lifecycle.name, state: from, move }, others);
    }
    return rule;
  }
}
