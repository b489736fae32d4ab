import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { ageOn, Clock } from '../../platform/time';
import { Regions } from '../../reference/regions';
import { ContactRelease } from './contact-release';
import { disabilityKinds } from './disability-card';
import type { HouseholdLine, HouseholdView, MemberView } from './dto/household.view';
import type { Household } from './household.entity';
import type { HouseholdMember } from './household-member.entity';
import { HouseholdsStore } from './households.store';
import { maskIdentityNumber } from './identity-number';

const maskPhone = (phone: string) => '*'.repeat(Math.max(0, phone.length - 4)) + phone.slice(-4);

/** Files as a reader may see them: identity numbers masked for everybody, contact data by C3. */
@Injectable()
export class HouseholdViews {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly release: ContactRelease,
    private readonly regions: Regions,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async file(household: Household): Promise<HouseholdView> {
    const { id, number, displayName, districtCode, regionPath, latitude, longitude, languages, contactChannel } =
      household;
    const { email, locale, primaryClass, secondaryClasses, specialHandling, state, version, addressCiphertext } =
      household;
    const full = await this.release.full(id);
    const region = await this.regions.byId(household.regionId);
    const members = await this.membersOf(id, full);
    const address =
      full && addressCiphertext ? await this.sealer.open(id, 'households.address', id, addressCiphertext) : null;
    return {
      ...{ id, self: `/api/v1/households/${id}`, number, displayName, districtCode, regionPath, latitude, longitude },
      ...{ regionCode: region.code, regionName: await this.placeOf(household.regionId) },
      ...{ address, addressRecorded: addressCiphertext !== null, contactReleased: full },
      ...{ languages, contactChannel, email: full ? email : null, locale, primaryClass, secondaryClasses },
      ...{ specialHandling, state, version, members },
      createdAt: household.createdAt.toISOString(),
      updatedAt: household.updatedAt.toISOString(),
    };
  }

  async member(member: HouseholdMember): Promise<MemberView> {
    return this.memberOf(member, await this.release.full(member.householdId));
  }

  /** Those who live there now, the head first. */
  async members(householdId: string): Promise<MemberView[]> {
    return this.membersOf(householdId, await this.release.full(householdId));
  }

  /** Lines of a list; no contact data at all. */
  async lines(households: readonly Household[]): Promise<HouseholdLine[]> {
    const members = await this.store.membersOf(households.map((household) => household.id));
    const places = new Map<number, string>();
    const lines: HouseholdLine[] = [];
    for (const household of households) {
      const { id, number, displayName, regionId, primaryClass, state } = household;
      if (!places.has(regionId)) places.set(regionId, await this.placeOf(regionId));
      lines.push({
        ...{ id, self: `/api/v1/households/${id}`, number, displayName, primaryClass, state },
        regionName: places.get(regionId) ?? '',
        memberCount: members.filter((member) => member.householdId === id).length,
        createdAt: household.createdAt.toISOString(),
      });
    }
    return lines;
  }

  /** Township and village, as people there name a place. */
  private async placeOf(regionId: number): Promise<string> {
    const path = await this.regions.path(regionId);
    return path
      .slice(-2)
      .map((region) => region.name)
      .join('');
  }

  private async membersOf(householdId: string, full: boolean): Promise<MemberView[]> {
    const members: MemberView[] = [];
    for (const member of await this.store.members(householdId)) members.push(await this.memberOf(member, full));
    return members;
  }

  private async memberOf(member: HouseholdMember, full: boolean): Promise<MemberView> {
    const { id, householdId, name, relation, sex, birthDate, identityKind, disabilityKind, disabilityGrade } = member;
    const { workCapacity, inEducation, guardianMemberId, validFrom, validUntil, version } = member;
    const identity = await this.opened(member, 'identity', member.identityCiphertext);
    const phone = await this.opened(member, 'phone', member.phoneCiphertext);
    const kind = disabilityKind === null ? undefined : disabilityKinds[disabilityKind - 1];
    return {
      ...{ id, self: `/api/v1/members/${id}`, householdId, name, relation, sex, birthDate, identityKind },
      age: birthDate === null ? null : ageOn(birthDate, this.clock.today()),
      identityNumber: identity === null ? null : maskIdentityNumber(identity),
      phone: phone === null || full ? phone : maskPhone(phone),
      disability: kind && disabilityGrade !== null ? { kind, grade: disabilityGrade } : null,
      ...{ workCapacity, inEducation, guardianMemberId, validFrom, validUntil, version },
    };
  }

  private async opened(member: HouseholdMember, column: string, bytes: Buffer | null): Promise<string | null> {
    return bytes === null ? null : this.sealer.open(member.id, `household_members.${column}`, member.id, bytes);
  }
}
