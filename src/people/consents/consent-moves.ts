import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { Events } from '../../platform/queue';
import { Audit, diffOf } from '../../trust/audit';
import type { Consent } from './consent.entity';
import { consentLifecycle } from './consent.lifecycle';
import { ConsentsStore } from './consents.store';

type ConsentMove = (typeof consentLifecycle.definition.moves)[number]['name'];

/** What each state is called in the record and in the news. */
const NEWS = {
  asked: 'consent.asked',
  given: 'consent.given',
  refused: 'consent.refused',
  withdrawn: 'consent.withdrawn',
  expired: 'consent.expired',
  superseded: 'consent.superseded',
} as const satisfies Record<Consent['state'], string>;

/** One move of a consent with all that belongs to it: row, log, record, event. */
@Injectable()
export class ConsentMoves {
  constructor(
    private readonly store: ConsentsStore,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`, 412 when someone else was first */
  async make(consent: Consent, move: ConsentMove, changes: Partial<Consent>, reason?: string): Promise<Consent> {
    const { id, householdId, districtCode, state: from } = consent;
    const subject = { subjectId: id, householdId, districtCode };
    const state = await this.lifecycles.move({ lifecycle: consentLifecycle, ...subject, from, move, reason });
    const moved = await this.store.move(consent, from, { ...changes, state });
    await this.told(moved, consent);
    return moved;
  }

  /** Record and event of the present state; `before` is null for a new sheet. */
  async told(consent: Consent, before: Consent | null = null): Promise<void> {
    const { id, householdId, districtCode, state, version } = consent;
    const action = NEWS[state];
    const subject = { subjectType: 'consent', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action, ...subject, changes: diffOf(before, consent) });
    const { scope, receiverKind, receiverId } = consent;
    const data = { scope, receiverKind, receiverId };
    await this.events.publish({
      type: action,
      aggregateId: id,
      aggregateVersion: version,
      householdId,
      districtCode,
      data,
    });
  }
}
