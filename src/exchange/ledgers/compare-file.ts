import { Injectable } from '@nestjs/common';
import { Entitlements } from '../../people/entitlements';
import {
  type Household,
  type HouseholdMember,
  Households,
  type HouseholdView,
  HouseholdViews,
  type MemberView,
} from '../../people/households';
import type { LedgerHousehold } from './gather-households';
import type { LedgerField } from './ledger-fields';
import type { LedgerPerson } from './ledger-person';
import { saysTheSame } from './masked-cell';

/** One thing in which a ledger and a file do not agree; never what stands in either. */
export interface Difference {
  line: number;
  field: LedgerField;
}
/** A file that a ledger names by its number, and in what the two differ. */
export interface ComparedFile {
  householdId: string;
  differences: Difference[];
}

const NUMBER = /^key\|([A-Z]+-\d{4}-\d{6,})$/i;

/**
 * Holds a household of a ledger that came back against the file that it names by its number (R26). Compared is what the
 * reader may see: a cell that is empty tells nothing, one that is masked tells what it shows (C3).
 */
@Injectable()
export class CompareFile {
  constructor(
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly entitlements: Entitlements,
  ) {}

  /** The file that it names by its number; null where it names none in reach. */
  async idOf({ key }: LedgerHousehold): Promise<string | null> {
    const [, number] = NUMBER.exec(key) ?? [];
    return number ? this.households.idOfNumber(number) : null;
  }

  /** Null where it names no file in reach. @param knownId the file, where it is known by its key from an earlier ledger */
  async of(told: LedgerHousehold, knownId: string | null = null): Promise<ComparedFile | null> {
    const householdId = knownId ?? (await this.idOf(told));
    if (householdId === null) return null;
    const household = await this.households.unrecorded(householdId);
    const view = await this.views.fileWithoutReveals(household);
    return { householdId, differences: await this.differences(told, household, view) };
  }

  /** The person of a file that a row tells of. */
  async memberOf(householdId: string, person: LedgerPerson): Promise<HouseholdMember | null> {
    const view = await this.views.fileWithoutReveals(await this.households.unrecorded(householdId));
    const id = memberOf(view.members, person)?.id;
    return (await this.households.members(householdId)).find((member) => member.id === id) ?? null;
  }

  /** What the file shows its reader where it differs from a row (C3). */
  async shownIn(householdId: string, person: LedgerPerson, field: LedgerField): Promise<string | null> {
    const household = await this.households.unrecorded(householdId);
    const view = await this.views.fileWithoutReveals(household);
    if (field === 'region') return view.regionCode;
    if (field === 'address') return view.address;
    if (field === 'name') return view.members.map(({ name }) => name ?? '').join(', ');
    // What is determined is looked up in the file, by its own rules of who sees it (C3).
    if (field === 'circle' || field === 'benefit') return null;
    const member = memberOf(view.members, person);
    const { identityNumber = null, phone = null, disabilityCard = null, birthDate = null } = member ?? {};
    const texts = { identity: identityNumber, phone, disabilityCard, birthDate, relation: member?.relation ?? null };
    const { sex = null, workCapacity = null } = member ?? {};
    return { ...texts, sex, workCapacity }[field as keyof typeof texts | 'sex' | 'workCapacity'] ?? null;
  }

  private async differences(told: LedgerHousehold, household: Household, view: HouseholdView): Promise<Difference[]> {
    const { people, firstLine, regionCode } = told;
    const [head] = people;
    const say = (field: LedgerField, differs: boolean, line = firstLine): Difference[] =>
      differs ? [{ line, field }] : [];
    const matched = people.map((person) => ({ person, member: memberOf(view.members, person) }));
    const strangers = matched.filter(({ member }) => member === null);
    const others = people.length - strangers.length !== view.members.length;
    return [
      ...say('region', regionCode !== null && regionCode !== view.regionCode),
      ...say(
        'address',
        !!head?.address && view.address !== null && !saysTheSame(head.address, view.address),
        head?.line,
      ),
      ...say('circle', !!head?.circle && head.circle !== household.circle, head?.line),
      ...say('benefit', await this.benefitsDiffer(household.id, people)),
      ...strangers.flatMap(({ person }) => say('name', true, person.line)),
      ...say('name', strangers.length === 0 && others),
      ...matched.flatMap(({ person, member }) => (member ? personDiffers(person, member) : [])),
    ];
  }

  /** Those that the ledger reports and the file has not: what a file has besides, a ledger may leave out. */
  private async benefitsDiffer(householdId: string, people: readonly LedgerPerson[]): Promise<boolean> {
    const reported = people.flatMap(({ benefits }) => benefits);
    if (reported.length === 0) return false;
    const granted = new Set((await this.entitlements.grantedOfAll([householdId])).map(({ line }) => line));
    return reported.some((line) => !granted.has(line));
  }
}

/** By name, and by birth where both say it: a person is not somebody else because a number is hidden. */
function memberOf(members: readonly MemberView[], { name, birthDate, masked, identityNumber }: LedgerPerson) {
  const number = identityNumber ?? masked?.identity ?? null;
  const named = members.filter((member) => member.name !== null && saysTheSame(name, member.name));
  const born = named.filter((one) => !birthDate || !one.birthDate || one.birthDate === birthDate);
  const same = born.filter((one) => !number || !one.identityNumber || saysTheSame(number, one.identityNumber));
  return same[0] ?? named[0] ?? null;
}

function personDiffers(person: LedgerPerson, member: MemberView): Difference[] {
  const { line, masked } = person;
  const texts: Array<[LedgerField, string | null | undefined, string | null]> = [
    ['identity', person.identityNumber ?? masked?.identity, member.identityNumber],
    ['phone', person.phone ?? masked?.phone, member.phone],
    ['disabilityCard', person.disabilityCard ?? masked?.card, member.disabilityCard],
    ['birthDate', person.birthDate, member.birthDate],
    ['relation', person.relation, member.relation],
    ['sex', person.sex === 'unknown' ? null : person.sex, member.sex],
    ['workCapacity', person.workCapacity === 'unknown' ? null : person.workCapacity, member.workCapacity],
  ];
  return texts.flatMap(([field, cell, shown]) =>
    cell && !(shown !== null && saysTheSame(cell, shown)) ? [{ line, field }] : [],
  );
}
