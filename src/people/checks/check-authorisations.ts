import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { Consents } from '../consents';
import { type HouseholdMember, Households } from '../households';
import { type Authorisation, authorisationOf } from './authorisation-rules';

/** A person who lives in the household now, and whether the departments may be asked about them. */
export interface AuthorisedMember {
  member: HouseholdMember;
  authorisation: Authorisation;
}

/** Who may be asked about today (B16): from signing until the last day of the signature, or until somebody moves out. */
@Injectable()
export class CheckAuthorisations {
  constructor(
    private readonly households: Households,
    private readonly consents: Consents,
    private readonly clock: Clock,
  ) {}

  /** All who live there now, the head first. */
  async of(householdId: string): Promise<AuthorisedMember[]> {
    const members = await this.households.members(householdId);
    const consents = await this.consents.ofHousehold(householdId);
    const today = this.clock.today();
    return members.map((member) => ({ member, authorisation: authorisationOf(member.id, consents, today) }));
  }

  /** The same of many households, in no order: two statements, however many they are. */
  async ofAll(householdIds: readonly string[]): Promise<AuthorisedMember[]> {
    const members = await this.households.membersOfFiles(householdIds);
    const consents = await this.consents.ofHouseholds(householdIds);
    const today = this.clock.today();
    return members.map((member) => {
      const own = consents.filter((consent) => consent.householdId === member.householdId);
      return { member, authorisation: authorisationOf(member.id, own, today) };
    });
  }
}
