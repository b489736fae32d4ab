import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { AppError, conflict, type FieldError, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Regions } from '../../../reference/regions';
import { type CreateHousehold, type MemberInput, mostMembers } from '../dto/create-household.dto';
import { HouseholdNews } from '../household-news';
import type { Household } from '../household.entity';
import type { HouseholdMember } from '../household-member.entity';
import { HouseholdsStore } from '../households.store';
import { normaliseIdentityNumber } from '../identity-number';
import { regionOfCode } from '../region-of-code';
import { AddMember } from './add-member.use-case';

/** A file without its people. */
export type NewFile = Omit<CreateHousehold, 'members'>;

/** Opens the file of a household (R25, R55): no prior status is needed, only at least one person. */
@Injectable()
export class OpenHousehold {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly addMember: AddMember,
    private readonly regions: Regions,
    private readonly sealer: Sealer,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly news: HouseholdNews,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 422 `household-needs-member`, `household-too-large`, wrong papers, no such region or one that is abolished; 409 `region-out-of-reach`, and as
   *   `IdentityClaims`
   */
  async execute(input: CreateHousehold): Promise<Household> {
    const head = this.headOf(input.members);
    const id = newId();
    const memberIds = input.members.map(() => newId());
    // In one statement: each would ask for its key, make it and read it by itself.
    await this.sealer.fresh([id, ...memberIds]);
    const household = await this.row(input, head.name, id);
    await this.store.insert(household);
    const members = await this.addMembers(household, input.members, memberIds);
    await this.store.indexNewNames(household, members);
    await this.news.opened(household);
    return household;
  }

  /**
   * The same for people who come from another file (R99): they are moved in by the caller, who reads the record of them.
   * @throws AppError 422 no such region; 409 `region-out-of-reach`
   */
  async forMoved(input: NewFile, headName: string): Promise<Household> {
    const household = await this.row(input, headName, newId());
    await this.store.insert(household);
    await this.news.opened(household);
    return household;
  }

  private async row(input: NewFile, displayName: string, id: string): Promise<Household> {
    const region = await regionOfCode(this.regions, input.regionCode);
    const districtCode = region.districtCode;
    const { actor } = this.transactions;
    const reach = actor.kind === 'system' ? '' : `${actor.regionPath}/`;
    if (!districtCode || !actor.districtCodes.includes(districtCode) || !region.path.startsWith(reach))
      throw conflict('region-out-of-reach');
    const now = this.clock.now();
    return {
      id,
      number: await this.numbers.nextNumber('H'),
      districtCode,
      regionId: region.id,
      regionPath: region.path,
      displayName,
      addressCiphertext: input.address ? await this.sealer.seal(id, 'households.address', id, input.address) : null,
      latitude: input.latitude ?? null,
      longitude: input.longitude ?? null,
      languages: input.languages,
      contactChannel: input.contactChannel,
      email: input.email ?? null,
      locale: input.locale,
      primaryClass: null,
      circle: null,
      secondaryClasses: [],
      specialHandling: input.specialHandling,
      state: 'active',
      mergedInto: null,
      createdBy: actor.userId,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
  }

  /** All that is wrong with all of them is said at once. */
  private async addMembers(
    household: Household,
    members: readonly MemberInput[],
    ids: readonly string[],
  ): Promise<HouseholdMember[]> {
    const wrong: FieldError[] = sameNumbers(members);
    const added: Array<readonly [HouseholdMember, MemberInput]> = [];
    for (const [place, member] of members.entries()) {
      try {
        added.push([await this.addMember.to(household, member, `members.${place}.`, ids[place]), member]);
      } catch (error) {
        if (!(error instanceof AppError) || error.status !== 422) throw error;
        wrong.push(...(error.details.fields ?? []));
      }
    }
    if (wrong.length > 0) throw invalid(wrong);
    await this.addMember.claim(household, added);
    return added.map(([member]) => member);
  }

  private headOf(members: MemberInput[]): MemberInput {
    const heads = members.filter((member) => member.relation === 'head');
    if (members.length === 0) throw invalid([{ field: 'members', code: 'household-needs-member' }]);
    if (members.length > mostMembers)
      throw invalid([{ field: 'members', code: 'household-too-large', params: { limit: mostMembers } }]);
    if (heads.length !== 1) throw invalid([{ field: 'members', code: 'household-needs-one-head' }]);
    return heads[0]!;
  }
}

/** One number cannot belong to two people of a form. */
function sameNumbers(members: readonly MemberInput[]): FieldError[] {
  const numbers = members.map(({ identityNumber }) => identityNumber && normaliseIdentityNumber(identityNumber));
  return numbers.flatMap((number, place) =>
    number && numbers.indexOf(number) < place
      ? [{ field: `members.${place}.identityNumber`, code: 'identity-number-twice' }]
      : [],
  );
}
