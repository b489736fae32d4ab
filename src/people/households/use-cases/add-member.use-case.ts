import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import { type MemberInput, mostMembers } from '../dto/create-household.dto';
import type { Household } from '../household.entity';
import type { HouseholdMember } from '../household-member.entity';
import { HouseholdsStore } from '../households.store';
import { IdentityClaims } from '../identity-claims';
import { MemberPaperCheck } from '../member-papers';
import { told } from '../told-member';

/** Adds a person to a household; nobody is in two households of a district at once (R25, R99). */
@Injectable()
export class AddMember {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly papers: MemberPaperCheck,
    private readonly claims: IdentityClaims,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 wrong papers; 409 `household-too-large`, and as `IdentityClaims` */
  async execute(householdId: string, input: MemberInput): Promise<HouseholdMember> {
    const household = await this.store.get(householdId);
    if (input.relation === 'head') throw invalid([{ field: 'relation', code: 'household-needs-one-head' }]);
    if ((await this.store.members(householdId)).length >= mostMembers)
      throw conflict('household-too-large', { limit: mostMembers });
    const member = await this.to(household, input);
    await this.claim(household, [[member, input]]);
    await this.store.indexNames(household);
    await this.audit.changed({
      action: 'household.member-added',
      subjectType: 'member',
      subjectId: member.id,
      householdId,
      changes: diffOf(null, told(input)),
      keyedBy: member.id,
    });
    const { version: aggregateVersion, districtCode } = household;
    const data = { memberId: member.id, fields: ['members'] };
    await this.events.publish({
      type: 'household.changed',
      aggregateId: householdId,
      aggregateVersion,
      householdId,
      districtCode,
      data,
    });
    return member;
  }

  /** The same for a household that is being opened; the caller claims, indexes names and writes the record. */
  async to(household: Household, input: MemberInput, path = '', id: string = newId()): Promise<HouseholdMember> {
    const papers = await this.papers.accept(id, input, path);
    const member: HouseholdMember = {
      id,
      householdId: household.id,
      name: input.name,
      relation: input.relation,
      ...papers,
      workCapacity: input.workCapacity,
      inEducation: input.inEducation,
      works: input.works ?? null,
      illness: input.illness ?? null,
      singleParent: input.singleParent ?? null,
      counted: input.counted,
      guardianMemberId: null,
      validFrom: this.clock.today(),
      validUntil: null,
      leaveReason: null,
      version: 1,
    };
    await this.store.insertMember(member);
    return member;
  }

  /** @throws AppError 409 as `IdentityClaims` */
  async claim(household: Household, entered: ReadonlyArray<readonly [HouseholdMember, MemberInput]>): Promise<void> {
    const claimants = entered.flatMap(([{ id: memberId }, { identityNumber }]) =>
      identityNumber ? [{ memberId, identityNumber }] : [],
    );
    await this.claims.claim(household, claimants);
  }
}
