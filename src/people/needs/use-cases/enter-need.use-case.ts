import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Taxonomy } from '../../../reference/taxonomy';
import { Audit, diffOf } from '../../../trust/audit';
import { Households } from '../../households';
import type { EnterNeedInput } from '../dto/need.dto';
import { mergeNeeds, type NeedStatement } from '../merge-needs';
import type { Need } from '../need.entity';
import { NeedsStore } from '../needs.store';

/**
 * A need that somebody states without a scale: allowed with a reason, and marked "not assessed" (R18, R95). What the
 * household has refused once it may ask for itself; the results that spoke for it then speak for it still.
 */
@Injectable()
export class EnterNeed {
  constructor(
    private readonly store: NeedsStore,
    private readonly households: Households,
    private readonly taxonomy: Taxonomy,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 no such code or member; 409 `need-already-open` */
  async execute(householdId: string, input: EnterNeedInput): Promise<Need> {
    const household = await this.households.unrecorded(householdId);
    const { districtCode, regionPath } = household;
    const { code, severity, reason } = input;
    const memberId = input.memberId ?? null;
    if (!this.taxonomy.assignable().some((term) => term.code === code)) {
      throw invalid([{ field: 'code', code: 'need-code-unknown' }]);
    }
    await this.checkMember(householdId, memberId);
    if (await this.store.openOf(householdId, memberId, code)) throw conflict('need-already-open', { code });
    const now = this.clock.now();
    const by = this.transactions.actor.displayName;
    const word: NeedStatement = {
      ...{ severity, everyDays: null, assessed: false, assessmentIds: [] },
      evidence: [{ kind: 'statement', text: reason, by, at: now.toISOString() }],
    };
    const refused = await this.store.refusedOf(householdId, memberId, code);
    const need: Need = {
      ...(refused ? { ...mergeNeeds(refused, word), severity } : word),
      id: newId(),
      householdId,
      memberId,
      districtCode,
      regionPath,
      code,
      state: 'found',
      source: input.source,
      rootCause: input.rootCause ?? refused?.rootCause ?? null,
      furtherCauses: input.rootCause ? null : (refused?.furtherCauses ?? null),
      note: reason,
      confirmedByName: null,
      confirmedMode: null,
      foundAt: now,
      confirmedAt: null,
      closedAt: null,
      replacedBy: null,
      version: 1,
    };
    await this.store.insert(need);
    const subject = { subjectType: 'need', subjectId: need.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'need.found', ...subject, changes: diffOf(null, need) });
    const aggregate = { aggregateId: need.id, aggregateVersion: 1, householdId, districtCode };
    await this.events.publish({
      type: 'need.found',
      ...aggregate,
      data: { code: this.taxonomy.speakable(code), severity, replaces: null },
    });
    return need;
  }

  private async checkMember(householdId: string, memberId: string | null): Promise<void> {
    if (memberId === null) return;
    const members = await this.households.members(householdId);
    if (!members.some((member) => member.id === memberId)) {
      throw invalid([{ field: 'memberId', code: 'member-of-other-household' }]);
    }
  }
}
