import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { Events } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import type { FollowUp } from './follow-up.entity';
import { followUpLifecycle } from './follow-up.lifecycle';
import { FollowUpsStore } from './follow-ups.store';

const NEWS = { 'fall-due': 'follow-up.due', finish: 'follow-up.done', 'not-reached': 'follow-up.not-reached' } as const;

/** One move of a follow-up with all that belongs to it: row, log, record, event. */
@Injectable()
export class FollowUpMoves {
  constructor(
    private readonly store: FollowUpsStore,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`, 412 when someone else was first */
  async make(followUp: FollowUp, move: keyof typeof NEWS, changes: Partial<FollowUp>): Promise<FollowUp> {
    const { id, householdId, referralId, districtCode, regionPath, months, state: from } = followUp;
    const place = { householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({ lifecycle: followUpLifecycle, subjectId: id, ...place, from, move });
    const moved = await this.store.update(followUp, { ...changes, state });
    const fields = ['state', ...Object.keys(changes)];
    await this.audit.changed({ action: NEWS[move], subjectType: 'follow-up', subjectId: id, ...place, fields });
    const aggregate = { aggregateId: id, aggregateVersion: moved.version, householdId, districtCode };
    await this.events.publish({ type: NEWS[move], ...aggregate, data: { referralId, months } });
    return moved;
  }
}
