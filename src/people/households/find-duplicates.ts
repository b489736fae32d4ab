import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { releaseFields } from '../../trust/access';
import { duplicateLine, type DuplicatesView, type duplicateGrounds } from './dto/household.view';
import type { MemberInput } from './dto/create-household.dto';
import { HouseholdLevels } from './household-levels';
import { HouseholdViews } from './household-views';
import type { HouseholdMember } from './household-member.entity';
import { HouseholdsStore } from './households.store';
import { normaliseIdentityNumber } from './identity-number';

type Ground = (typeof duplicateGrounds)[number];

/** What a person is recognised by; a stored member has indexes, a typed one gets them. */
interface Traits {
  name: string;
  birthDate: string | null;
  identities: Buffer[];
  phones: Buffer[];
  phoneTails: Buffer[];
}

const most = 50;

/** Finds files that may be about the same people (R25): by identity number, by name with birth date, by phone. */
@Injectable()
export class FindDuplicates {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly views: HouseholdViews,
    private readonly levels: HouseholdLevels,
    private readonly sealer: Sealer,
  ) {}

  /** Other files, as far as the reader can open them. @throws AppError 404 */
  async of(householdId: string): Promise<DuplicatesView> {
    await this.store.get(householdId);
    const members = await this.store.members(householdId);
    return this.search(members.map(storedTraits), householdId);
  }

  /** The same before a file is saved. */
  ofTyped(members: readonly MemberInput[]): Promise<DuplicatesView> {
    return this.search(
      members.map((member) => this.typedTraits(member)),
      null,
    );
  }

  private async search(people: readonly Traits[], ownId: string | null): Promise<DuplicatesView> {
    const found = new Map<string, { memberName: string; grounds: Set<Ground> }>();
    for (const person of people) {
      for (const [member, ground] of await this.matches(person)) {
        if (member.householdId === ownId) continue;
        const entry = found.get(member.householdId) ?? { memberName: member.name, grounds: new Set<Ground>() };
        entry.grounds.add(ground);
        found.set(member.householdId, entry);
      }
    }
    const households = await this.store.byIds([...found.keys()]);
    const lines = await this.views.lines(households.filter((household) => household.state === 'active'));
    const items: DuplicatesView['items'] = [];
    for (const line of lines) {
      const { memberName, grounds } = found.get(line.id) ?? { memberName: '', grounds: [] };
      items.push(
        releaseFields(duplicateLine, { ...line, memberName, grounds: [...grounds] }, await this.levels.of(line.id)),
      );
    }
    return { items };
  }

  private async matches(person: Traits): Promise<Array<[HouseholdMember, Ground]>> {
    const byIdentity = person.identities.length > 0 ? await this.store.byIdentity(person.identities) : [];
    const withTail = person.phoneTails.length > 0 ? await this.store.byPhoneTail(person.phoneTails, most) : [];
    const byPhone = withTail.filter((member) => person.phones.some((phone) => member.phoneIndex?.equals(phone)));
    return [
      ...byIdentity.map((member): [HouseholdMember, Ground] => [member, 'identity']),
      ...(await this.namesakes(person)).map((member): [HouseholdMember, Ground] => [member, 'name-and-birth']),
      ...byPhone.map((member): [HouseholdMember, Ground] => [member, 'phone']),
    ];
  }

  private async namesakes({ name, birthDate }: Traits): Promise<HouseholdMember[]> {
    if (birthDate === null) return [];
    const { items } = await this.store.list({ name, limit: most });
    const members = await this.store.membersOf(items.map((household) => household.id));
    return members.filter((member) => member.name === name && member.birthDate === birthDate);
  }

  private typedTraits(member: MemberInput): Traits {
    const phone = member.phone?.replace(/\D/g, '');
    const number = member.identityNumber && normaliseIdentityNumber(member.identityNumber);
    const born =
      number && /^\d{17}[\dX]$/.test(number)
        ? `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
        : null;
    return {
      name: member.name,
      birthDate: member.birthDate ?? born,
      identities: number ? this.sealer.indexes('identity', number) : [],
      phones: phone ? this.sealer.indexes('phone', phone) : [],
      phoneTails: phone ? this.sealer.indexes('phone-tail', phone.slice(-4)) : [],
    };
  }
}

function storedTraits({ name, birthDate, identityIndex, phoneIndex, phoneTailIndex }: HouseholdMember): Traits {
  const list = (index: Buffer | null) => (index ? [index] : []);
  return {
    name,
    birthDate,
    identities: list(identityIndex),
    phones: list(phoneIndex),
    phoneTails: list(phoneTailIndex),
  };
}
