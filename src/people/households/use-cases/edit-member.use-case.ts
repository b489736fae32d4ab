import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { invalid } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Audit, diffOf } from '../../../trust/audit';
import type { EditMember, MemberInput } from '../dto/create-household.dto';
import type { HouseholdMember } from '../household-member.entity';
import { HouseholdsStore } from '../households.store';
import { IdentityClaims } from '../identity-claims';
import { MemberPaperCheck } from '../member-papers';
import { told } from '../told-member';

/** Corrects a person. Papers are checked as a whole again, because they have to fit each other. */
@Injectable()
export class CorrectMember {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly papers: MemberPaperCheck,
    private readonly claims: IdentityClaims,
    private readonly sealer: Sealer,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404; 409 as `IdentityClaims`; 412 stale; 422 wrong papers, guardian or head */
  async execute(id: string, input: EditMember, version: number): Promise<HouseholdMember> {
    const member = await this.store.member(id);
    const household = await this.store.get(member.householdId);
    await this.checkPlace(member, input);
    const whole = await this.whole(member, input);
    const papers = await this.papers.accept(id, whole);
    const { name, relation, workCapacity, inEducation, counted } = whole;
    const { works = null, illness = null, singleParent = null } = whole;
    const guardianMemberId = input.guardianMemberId === undefined ? member.guardianMemberId : input.guardianMemberId;
    const facts = { workCapacity, inEducation, works, illness, singleParent, counted };
    const changes = { ...papers, name, relation, ...facts, guardianMemberId };
    await this.store.updateMember(id, version, changes);
    if (input.identityNumber !== undefined || input.identityKind !== undefined) {
      await this.claims.release(id);
      const { identityNumber } = whole;
      await this.claims.claim(household, identityNumber ? [{ memberId: id, identityNumber }] : []);
    }
    if (member.relation === 'head' && name !== member.name)
      await this.store.update(household.id, household.version, { displayName: name });
    if (name !== member.name) await this.store.indexNames(household);
    const { id: householdId, districtCode } = household;
    const fields = Object.keys(input);
    await this.audit.changed({
      action: 'household.member-updated',
      subjectType: 'member',
      subjectId: id,
      householdId,
      changes: diffOf(
        { ...told(await this.whole(member, {})), guardianMemberId: member.guardianMemberId },
        { ...told(whole), guardianMemberId },
      ),
      keyedBy: id,
    });
    const data = { memberId: id, fields };
    const type = 'household.changed';
    await this.events.publish({
      type,
      aggregateId: householdId,
      aggregateVersion: household.version,
      householdId,
      districtCode,
      data,
    });
    return this.store.member(id);
  }

  private async checkPlace(member: HouseholdMember, input: EditMember): Promise<void> {
    const becomesHead = input.relation === 'head' && member.relation !== 'head';
    const stopsBeingHead = member.relation === 'head' && input.relation !== undefined && input.relation !== 'head';
    if (becomesHead || stopsBeingHead) throw invalid([{ field: 'relation', code: 'household-needs-one-head' }]);
    if (!input.guardianMemberId) return;
    const others = await this.store.members(member.householdId);
    const known = others.some((other) => other.id === input.guardianMemberId && other.id !== member.id);
    if (!known) throw invalid([{ field: 'guardianMemberId', code: 'member-not-found' }]);
  }

  /** The stored person with the corrections over it, as if typed anew. */
  private async whole(member: HouseholdMember, input: EditMember): Promise<MemberInput> {
    const open = async (column: string, bytes: Buffer | null) =>
      bytes === null ? undefined : this.sealer.open(member.id, `household_members.${column}`, member.id, bytes);
    const kept = async (typed: string | null | undefined, column: string, bytes: Buffer | null) =>
      typed === undefined ? open(column, bytes) : (typed ?? undefined);
    const identityKind = input.identityKind ?? member.identityKind;
    const identityNumber = await kept(input.identityNumber, 'identity', member.identityCiphertext);
    const paperChanged = input.identityKind !== undefined || input.identityNumber !== undefined;
    const birthDate = input.birthDate === undefined ? (paperChanged ? undefined : member.birthDate) : input.birthDate;
    return {
      name: input.name ?? member.name,
      relation: input.relation ?? member.relation,
      sex: input.sex ?? member.sex,
      birthDate: birthDate ?? undefined,
      identityKind,
      identityNumber: identityKind === 'none-yet' && input.identityNumber === undefined ? undefined : identityNumber,
      phone: await kept(input.phone, 'phone', member.phoneCiphertext),
      disabilityCard: await kept(input.disabilityCard, 'disability_card', member.disabilityCardCiphertext),
      workCapacity: input.workCapacity ?? member.workCapacity,
      inEducation: input.inEducation ?? member.inEducation,
      works: (input.works === undefined ? member.works : input.works) ?? undefined,
      illness: (input.illness === undefined ? member.illness : input.illness) ?? undefined,
      singleParent: (input.singleParent === undefined ? member.singleParent : input.singleParent) ?? undefined,
      counted: input.counted ?? member.counted,
    };
  }
}
