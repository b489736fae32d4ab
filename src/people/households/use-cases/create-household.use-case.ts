import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Regions } from '../../../reference/regions';
import type { CreateHousehold, MemberInput } from '../dto/create-household.dto';
import { HouseholdNews } from '../household-news';
import type { Household } from '../household.entity';
import { HouseholdsStore } from '../households.store';
import { AddMember } from './add-member.use-case';

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
   * @throws AppError 422 `household-needs-member`, wrong papers or no such region; 409 `person-in-other-household`,
   *   `region-out-of-reach`
   */
  async execute(input: CreateHousehold): Promise<Household> {
    const head = this.headOf(input.members);
    const region = await this.regions.byCode(input.regionCode).catch(() => {
      throw invalid([{ field: 'regionCode', code: 'region-not-found', params: { code: input.regionCode } }]);
    });
    const districtCode = region.districtCode;
    const { actor } = this.transactions;
    const reach = actor.kind === 'system' ? '' : `${actor.regionPath}/`;
    if (!districtCode || !actor.districtCodes.includes(districtCode) || !region.path.startsWith(reach))
      throw conflict('region-out-of-reach');
    const id = newId();
    const now = this.clock.now();
    const household: Household = {
      id,
      number: await this.numbers.nextNumber('H'),
      districtCode,
      regionId: region.id,
      regionPath: region.path,
      displayName: head.name,
      addressCiphertext: input.address ? await this.sealer.seal(id, 'households.address', id, input.address) : null,
      latitude: input.latitude ?? null,
      longitude: input.longitude ?? null,
      languages: input.languages,
      contactChannel: input.contactChannel,
      email: input.email ?? null,
      locale: input.locale,
      primaryClass: null,
      secondaryClasses: [],
      specialHandling: input.specialHandling,
      state: 'active',
      mergedInto: null,
      createdBy: actor.userId,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    await this.store.insert(household);
    for (const [place, member] of input.members.entries()) {
      await this.addMember.to(household, member, `members.${place}.`);
    }
    await this.store.indexNames(household);
    await this.news.opened(household);
    return household;
  }

  private headOf(members: MemberInput[]): MemberInput {
    const heads = members.filter((member) => member.relation === 'head');
    if (members.length === 0) throw invalid([{ field: 'members', code: 'household-needs-member' }]);
    if (heads.length !== 1) throw invalid([{ field: 'members', code: 'household-needs-one-head' }]);
    return heads[0]!;
  }
}
