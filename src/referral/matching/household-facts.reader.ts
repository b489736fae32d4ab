import { Injectable } from '@nestjs/common';
import { Consents } from '../../people/consents';
import { Households } from '../../people/households';
import { consentWishes } from './consent-wishes';
import type { HouseholdFacts, MatchContext } from './matching.types';
import { ReferralHistoryStore } from './referral-history.store';

/** The household as a match sees it: no names, its running services and their hours, and whom it does not want told. */
@Injectable()
export class HouseholdFactsReader {
  constructor(
    private readonly households: Households,
    private readonly consents: Consents,
    private readonly history: ReferralHistoryStore,
  ) {}

  /** @throws AppError 404 household */
  async read(
    householdId: string,
  ): Promise<{ household: HouseholdFacts; refused: NonNullable<MatchContext['refused']> }> {
    const facts = await this.households.facts(householdId);
    const { running, refused, busy } = await this.history.of(householdId);
    const wishes = consentWishes(await this.consents.ofHousehold(householdId));
    const { id, districtCode, regionPath, point, languages } = facts;
    const members = facts.members.map(({ id: memberId, age, sex, disability }) => {
      const hours = busy.get(memberId);
      return { ...{ id: memberId, age, sex }, ...(disability && { disability }), ...(hours && { busy: hours }) };
    });
    const household = {
      id,
      districtCode,
      regionPath,
      point,
      class: facts.class,
      circle: facts.circle,
      languages,
      members,
      ...wishes,
      running,
    };
    return { household, refused };
  }
}
