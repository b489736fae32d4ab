import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { ageOn, Clock } from '../../platform/time';
import { placeName, Regions } from '../../reference/regions';
import { type Levels, reaches, releaseFields } from '../../trust/access';
import { disabilityKinds } from './disability-card';
import {
  type HouseholdEntry,
  householdEntry,
  householdLine,
  type HouseholdLine,
  householdView,
  type HouseholdView,
  memberView,
  type MemberView,
} from './dto/household.view';
import { FieldReveals, type OpenReveal } from './field-reveals.store';
import { HouseholdLevels } from './household-levels';
import type { Household } from './household.entity';
import type { HouseholdMember } from './household-member.entity';
import { HouseholdsStore } from './households.store';
import { groupOfReveal } from './reveal-groups';

/** Files as a reader may see them, by the table of fields and by what the reader has opened for a reason (C3). */
@Injectable()
export class HouseholdViews {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly levels: HouseholdLevels,
    private readonly reveals: FieldReveals,
    private readonly regions: Regions,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async file(household: Household): Promise<HouseholdView> {
    const levels = await this.levels.of(household.id);
    return this.fileOf(household, levels, await this.running(household.id, levels));
  }

  /** The same without what was opened for a reason on a screen: for papers and lists. */
  async fileWithoutReveals(household: Household): Promise<HouseholdView> {
    return this.fileOf(household, await this.levels.of(household.id), []);
  }

  private async fileOf(household: Household, levels: Levels, open: readonly OpenReveal[]): Promise<HouseholdView> {
    const { id, number, displayName, districtCode, regionPath, latitude, longitude, languages, contactChannel } =
      household;
    const { email, locale, primaryClass, secondaryClasses, specialHandling, state, version } = household;
    const path = await this.regions.path(household.regionId);
    const address = await this.addressOf(household, levels, open);
    const view = {
      ...{ id, self: `/api/v1/households/${id}`, number, displayName, districtCode, regionPath, latitude, longitude },
      ...{ regionCode: path.at(-1)?.code ?? '', regionName: placeName(path) },
      ...{ address, addressRecorded: household.addressCiphertext !== null },
      emailRecorded: household.email !== null,
      contactReleased: reaches(levels.contact, 'full'),
      ...{ languages, contactChannel, email, locale, primaryClass, secondaryClasses },
      ...{ specialHandling, state, version },
      members: [],
      reveals: open.map(({ field, subjectId, until }) => ({
        ...{ field, memberId: subjectId === id ? null : subjectId, until: until.toISOString() },
      })),
      createdAt: household.createdAt.toISOString(),
      updatedAt: household.updatedAt.toISOString(),
    };
    // Members come released, with what was opened in them; going through the table again would mask that.
    const members = await this.membersOf(id, levels, open);
    return {
      ...releaseFields(householdView, view, levels),
      ...opened(open, id, { address: ['address', address] }),
      members,
    };
  }

  async member(member: HouseholdMember): Promise<MemberView> {
    const levels = await this.levels.of(member.householdId);
    return this.memberOf(member, levels, await this.running(member.householdId, levels));
  }

  /** Those who live there now, the head first. */
  async members(householdId: string): Promise<MemberView[]> {
    const levels = await this.levels.of(householdId);
    return this.membersOf(householdId, levels, await this.running(householdId, levels));
  }

  /** Lines of a list; no contact data but the name. */
  async lines(households: readonly Household[]): Promise<HouseholdLine[]> {
    const ids = households.map((household) => household.id);
    const members = await this.store.membersOf(ids);
    const levels = await this.levels.ofAll(ids);
    const places = await this.regions.placeNames(households.map(({ regionId }) => regionId));
    const lines: HouseholdLine[] = [];
    for (const household of households) {
      const { id, number, displayName, regionId, primaryClass, state } = household;
      const line = {
        ...{ id, self: `/api/v1/households/${id}`, number, displayName, primaryClass, state },
        regionName: places.get(regionId) ?? '',
        memberCount: members.filter((member) => member.householdId === id).length,
        createdAt: household.createdAt.toISOString(),
      };
      lines.push(releaseFields(householdLine, line, levels.get(id) ?? (await this.levels.of(id))));
    }
    return lines;
  }

  /** Lines with the phone of the head, for a list that leaves the house (R55). */
  async entries(households: readonly Household[]): Promise<HouseholdEntry[]> {
    const lines = await this.lines(households);
    const members = await this.store.membersOf(lines.map(({ id }) => id));
    const entries: HouseholdEntry[] = [];
    for (const line of lines) {
      const head = members.find(({ householdId, relation }) => householdId === line.id && relation === 'head');
      const phone = head ? await this.opened(head, 'phone', head.phoneCiphertext) : null;
      entries.push(releaseFields(householdEntry, { ...line, phone }, await this.levels.of(line.id)));
    }
    return entries;
  }

  /** Fields opened for a reason, as far as the reader's role still may. */
  private async running(householdId: string, levels: Levels): Promise<OpenReveal[]> {
    const open = await this.reveals.running(householdId);
    return open.filter(({ field }) => reaches(levels[groupOfReveal[field]], 'masked'));
  }

  private async membersOf(householdId: string, levels: Levels, open: readonly OpenReveal[]): Promise<MemberView[]> {
    const members: MemberView[] = [];
    for (const member of await this.store.members(householdId)) members.push(await this.memberOf(member, levels, open));
    return members;
  }

  private async memberOf(member: HouseholdMember, levels: Levels, open: readonly OpenReveal[]): Promise<MemberView> {
    const { id, householdId, name, relation, sex, birthDate, identityKind, disabilityKind, disabilityGrade } = member;
    const { workCapacity, inEducation, works, illness, singleParent, counted, guardianMemberId } = member;
    const { validFrom, validUntil, version } = member;
    const identityNumber = await this.opened(member, 'identity', member.identityCiphertext);
    const disabilityCard = await this.opened(member, 'disability_card', member.disabilityCardCiphertext);
    const phone = await this.opened(member, 'phone', member.phoneCiphertext);
    const kind = disabilityKind === null ? undefined : disabilityKinds[disabilityKind - 1];
    const view = {
      ...{ id, self: `/api/v1/members/${id}`, householdId, name, relation, sex, birthDate, identityKind },
      age: birthDate === null ? null : ageOn(birthDate, this.clock.today()),
      ...{ identityNumber, disabilityCard, phone },
      disability: kind && disabilityGrade !== null ? { kind, grade: disabilityGrade } : null,
      ...{ workCapacity, inEducation, works, illness, singleParent, counted, guardianMemberId },
      ...{ validFrom, validUntil, version },
    };
    return {
      ...releaseFields(memberView, view, levels),
      ...opened(open, id, {
        'identity-number': ['identityNumber', identityNumber],
        'disability-card': ['disabilityCard', disabilityCard],
        phone: ['phone', phone],
      }),
    };
  }

  private async opened(member: HouseholdMember, column: string, bytes: Buffer | null): Promise<string | null> {
    return bytes === null ? null : this.sealer.open(member.id, `household_members.${column}`, member.id, bytes);
  }

  /** The door is unsealed only for those who are going to see it. */
  private async addressOf(
    { id, addressCiphertext }: Household,
    levels: Levels,
    open: readonly OpenReveal[],
  ): Promise<string | null> {
    const shown = reaches(levels.contact, 'full') || open.some(({ field }) => field === 'address');
    return shown && addressCiphertext ? this.sealer.open(id, 'households.address', id, addressCiphertext) : null;
  }
}

/** Values that stand in their view unmasked while they are open. */
function opened(
  open: readonly OpenReveal[],
  subjectId: string,
  values: Partial<Record<OpenReveal['field'], [string, string | null]>>,
): Record<string, string | null> {
  const mine = open.filter((reveal) => reveal.subjectId === subjectId).map(({ field }) => values[field]);
  return Object.fromEntries(mine.filter((entry) => entry !== undefined));
}
