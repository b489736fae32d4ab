import { Injectable } from '@nestjs/common';
import { Lifecycles, type MoveFacts } from '../../platform/lifecycle';
import { DueItems, type EventData, Events } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import type { RightsRequest } from './rights-request.entity';
import { type RightsMove, rightsRequestLifecycle } from './rights-request.lifecycle';
import { RightsRequestsStore } from './rights-requests.store';

export const REMINDER = 'rights-request-reminder';

/** What belongs to a change of a request: row, log, record, event, clock. */
@Injectable()
export class RightsMoves {
  constructor(
    private readonly store: RightsRequestsStore,
    private readonly lifecycles: Lifecycles,
    private readonly dueItems: DueItems,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`, `rights-own-decision`, `rights-case-open`; 412 stale */
  async make(
    row: RightsRequest,
    move: RightsMove,
    changes: Partial<RightsRequest>,
    details: { reason?: string; facts?: MoveFacts } = {},
  ): Promise<RightsRequest> {
    const { id: subjectId, householdId, districtCode, regionPath, state: from } = row;
    const subject = { subjectId, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({
      lifecycle: rightsRequestLifecycle,
      ...subject,
      from,
      move,
      ...details,
    });
    if (rightsRequestLifecycle.isFinal(state)) await this.dueItems.cancel(REMINDER, subjectId);
    return this.store.update(row, { ...changes, state });
  }

  /** Record and event of what has just happened. */
  async told(row: RightsRequest, type: `rights-request.${string}`, data: EventData = {}): Promise<RightsRequest> {
    const { id, householdId, districtCode, regionPath, version, kind } = row;
    const place = { householdId, districtCode, regionPath };
    await this.audit.changed({ action: type, subjectType: 'rights-request', subjectId: id, ...place, fields: [kind] });
    const { ownerAccountId } = row;
    await this.events.publish({
      type,
      aggregateId: id,
      aggregateVersion: version,
      householdId,
      districtCode,
      data: { kind, ownerAccountId, ...data },
    });
    return row;
  }
}
