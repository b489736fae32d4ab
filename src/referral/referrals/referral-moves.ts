import { Injectable } from '@nestjs/common';
import { type MoveFacts, Lifecycles } from '../../platform/lifecycle';
import { type EventData, Events } from '../../platform/queue';
import { Audit, diffOf, type FieldChange } from '../../trust/audit';
import { conflict } from '../../platform/errors';
import type { Referral } from './referral.entity';
import { type ReferralMove, referralLifecycle } from './referral.lifecycle';
import { NEEDS_SHARING } from './referral-actions';
import { ReferralsStore } from './referrals.store';

/** What each move is called in the record and in the news. */
const NEWS: Record<ReferralMove, string> = {
  consent: 'referral.consented',
  send: 'referral.sent',
  accept: 'referral.accepted',
  decline: 'referral.declined',
  expire: 'referral.expired',
  schedule: 'referral.scheduled',
  'plan-visit': 'referral.scheduled',
  start: 'referral.started',
  complete: 'referral.completed',
  stop: 'referral.stopped',
  hold: 'referral.held',
  'resume-accepted': 'referral.resumed',
  'resume-scheduled': 'referral.resumed',
  'resume-in-service': 'referral.resumed',
  confirm: 'referral.confirmed',
  dispute: 'referral.disputed',
  'resolve-continue': 'referral.resolved',
  'resolve-served': 'referral.resolved',
  'resolve-not-served': 'referral.resolved',
  close: 'referral.closed',
  recall: 'referral.recalled',
  forward: 'referral.forwarded',
  obsolete: 'referral.obsoleted',
};

interface MoveDetails {
  reason?: string | null;
  facts?: MoveFacts;
  /** Ids and codes that go with the news. */
  data?: EventData;
}

/** One move of a referral with all that belongs to it: log, row, record, event, in one transaction. */
@Injectable()
export class ReferralMoves {
  constructor(
    private readonly store: ReferralsStore,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`, `referral-sharing-ended` or the guard's code; 412 when someone else was first */
  async make(
    referral: Referral,
    move: ReferralMove,
    changes: Partial<Referral> = {},
    details: MoveDetails = {},
  ): Promise<Referral> {
    const { id, householdId, districtCode, regionPath, state: from } = referral;
    if (referral.sharingEndedAt !== null && NEEDS_SHARING.includes(move)) throw conflict('referral-sharing-ended');
    const state = await this.lifecycles.move({
      lifecycle: referralLifecycle,
      subjectId: id,
      householdId,
      // The provider reads the log from the day it was asked.
      organisationId: referral.sentAt !== null || move === 'send' ? referral.providerId : null,
      districtCode,
      regionPath,
      from,
      move,
      reason: details.reason ?? null,
      facts: details.facts,
    });
    const moved = await this.store.update(referral, { ...changes, state });
    await this.told(moved, NEWS[move], diffOf(referral, { ...changes, state }), details.data);
    return moved;
  }

  /** Changes that are no move (owner, task) but are recorded and told all the same. */
  async note(referral: Referral, action: string, changes: Partial<Referral>): Promise<Referral> {
    const changed = await this.store.update(referral, changes);
    await this.told(changed, action, diffOf(referral, changes));
    return changed;
  }

  /** Record and event of something that has happened to the referral. */
  async told(referral: Referral, type: string, changes: FieldChange[], data: EventData = {}): Promise<void> {
    const { id, householdId, districtCode, regionPath, version, needId, offeringId, providerId, state } = referral;
    await this.audit.changed({
      action: type,
      subjectType: 'referral',
      subjectId: id,
      householdId,
      changes,
      districtCode,
      regionPath,
    });
    await this.events.publish({
      type,
      aggregateId: id,
      aggregateVersion: version,
      householdId,
      districtCode,
      data: { needId, offeringId, providerId, state, ownerAccountId: referral.ownerAccountId, ...data },
    });
  }
}
