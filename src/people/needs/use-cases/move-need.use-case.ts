import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../../platform/lifecycle';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import { Taxonomy } from '../../../reference/taxonomy';
import type { Need } from '../need.entity';
import { needLifecycle, type NeedMove } from '../need.lifecycle';
import { NeedsStore } from '../needs.store';

/** Names of the news that a move makes. */
const NEWS: Readonly<Record<NeedMove, string>> = {
  confirm: 'need.confirmed',
  decline: 'need.declined',
  plan: 'need.planned',
  unplan: 'need.unplanned',
  serve: 'need.served',
  reduced: 'need.judged',
  same: 'need.judged',
  worse: 'need.judged',
  close: 'need.closed',
  withdraw: 'need.withdrawn',
  replace: 'need.replaced',
};

/** One move of a need with its log row, record and news. */
@Injectable()
export class MoveNeed {
  constructor(
    private readonly store: NeedsStore,
    private readonly lifecycles: Lifecycles,
    private readonly taxonomy: Taxonomy,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `move-not-allowed`; 412 when someone else moved it at the same time */
  async execute(need: Need, move: NeedMove, reason?: string, changes: Partial<Need> = {}): Promise<Need> {
    const { id, householdId, districtCode, regionPath, state: from, code } = need;
    const place = { subjectId: id, householdId, districtCode, regionPath };
    const facts = { assessed: need.assessed, from };
    const state = await this.lifecycles.move({ lifecycle: needLifecycle, ...place, from, move, reason, facts });
    const closedAt = needLifecycle.isFinal(state) ? this.clock.now() : null;
    const moved = await this.store.update(need, { ...changes, state, closedAt });
    const type = NEWS[move];
    await this.audit.changed({
      action: type,
      subjectType: 'need',
      subjectId: id,
      householdId,
      districtCode,
      regionPath,
      changes: diffOf(need, { ...changes, state, closedAt }),
    });
    const aggregate = { aggregateId: id, aggregateVersion: moved.version, householdId, districtCode };
    const data = { code: need.restricted ? null : this.taxonomy.speakable(code), state };
    await this.events.publish({ type, ...aggregate, data });
    return moved;
  }
}
