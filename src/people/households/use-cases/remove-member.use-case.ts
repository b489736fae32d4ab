import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import type { LeaveHousehold } from '../dto/create-household.dto';
import type { HouseholdMember } from '../household-member.entity';
import { HouseholdsStore } from '../households.store';
import { IdentityClaims } from '../identity-claims';

/** Ends a membership on a day (R99); the row stays, and the person may enter another household. */
@Injectable()
export class RemoveMember {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly claims: IdentityClaims,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 already left or the last one; 422 no new head, day in the future */
  async execute(id: string, input: LeaveHousehold): Promise<HouseholdMember> {
    const member = await this.store.member(id);
    if (member.validUntil !== null) throw conflict('member-left-already');
    const household = await this.store.get(member.householdId);
    const rest = (await this.store.members(household.id)).filter((other) => other.id !== id);
    if (rest.length === 0)
      throw conflict(input.reason === 'died' ? 'household-last-member-died' : 'household-needs-member');
    const today = this.clock.today();
    const validUntil = input.on ?? today;
    if (validUntil > today) throw invalid([{ field: 'on', code: 'date-in-future' }]);
    const head = member.relation === 'head' ? rest.find((other) => other.id === input.newHeadMemberId) : undefined;
    if (member.relation === 'head' && !head)
      throw invalid([{ field: 'newHeadMemberId', code: 'household-needs-one-head' }]);
    const left = { validUntil, leaveReason: input.reason, relation: head ? 'other' : member.relation };
    await this.store.updateMember(id, member.version, left);
    await this.claims.release(id);
    if (head) {
      await this.store.updateMember(head.id, head.version, { relation: 'head' });
      await this.store.update(household.id, household.version, { displayName: head.name, updatedAt: this.clock.now() });
    }
    await this.store.indexNames(household);
    const { id: householdId, districtCode, version } = household;
    await this.audit.changed({
      action: 'household.member-left',
      subjectType: 'member',
      subjectId: id,
      householdId,
      changes: diffOf(member, left),
      keyedBy: id,
    });
    const data = { memberId: id, fields: ['members'] };
    await this.events.publish({
      type: 'household.changed',
      aggregateId: householdId,
      aggregateVersion: version,
      householdId,
      districtCode,
      data,
    });
    return this.store.member(id);
  }
}
