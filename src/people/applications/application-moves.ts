import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Lifecycles, type MoveFacts } from '../../platform/lifecycle';
import { Clock } from '../../platform/time';
import { type Act, Policies } from '../../reference/policies';
import { Audit } from '../../trust/audit';
import { ApplicationClock } from './application-clock';
import { ApplicationEvents } from './application-events';
import type { Application } from './application.entity';
import { applicationLifecycle, type ApplicationMove } from './application.lifecycle';
import { ApplicationsStore } from './applications.store';

const GROUND = 'applications.ground';

/** One move of an application with all that belongs to it: row, log, record, event, the day of the next step. */
@Injectable()
export class ApplicationMoves {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly lifecycles: Lifecycles,
    private readonly policies: Policies,
    private readonly dates: ApplicationClock,
    private readonly events: ApplicationEvents,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The rules of its act today; one that a newer pack no longer has cannot go on. */
  actOf({ districtCode, act }: Pick<Application, 'districtCode' | 'act'>): Act | undefined {
    return this.policies.current(districtCode).rules.acts.find(({ code }) => code === act);
  }

  /** @throws AppError 409 `move-not-allowed` or the code of the guard; 412 when somebody else was first */
  async make(
    row: Application,
    move: ApplicationMove,
    { changes = {}, facts, reason }: { changes?: Partial<Application>; facts?: MoveFacts; reason?: string } = {},
  ): Promise<Application> {
    const { id: subjectId, householdId, districtCode, regionPath, state: from } = row;
    const place = { subjectId, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({ lifecycle: applicationLifecycle, ...place, from, move, facts, reason });
    const act = this.actOf(row);
    const next = { ...row, ...changes };
    const dueAt = state === from ? row.dueAt : act ? this.dates.dueIn(state, act, next, this.clock.now()) : null;
    await this.store.update(row, { ...changes, state, dueAt });
    const fields = ['state', ...Object.keys(changes)];
    await this.audit.changed({ action: `application.${move}`, subjectType: 'application', ...place, fields });
    const moved = await this.store.get(row.id);
    await this.events.publish(move, moved);
    return moved;
  }

  /** The ground as it is kept: sealed for the household. */
  seal({ householdId, id }: Pick<Application, 'householdId' | 'id'>, ground: string): Promise<Buffer> {
    return this.sealer.seal(householdId, GROUND, id, ground);
  }

  /** The ground in words; null where there is none, and after the household was erased. */
  async ground({ householdId, id, groundCiphertext }: Application): Promise<string | null> {
    return groundCiphertext && this.sealer.open(householdId, GROUND, id, groundCiphertext);
  }
}
