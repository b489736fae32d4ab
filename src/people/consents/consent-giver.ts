import { Injectable } from '@nestjs/common';
import { invalid } from '../../platform/errors';
import { ageOn, Clock } from '../../platform/time';
import { Households } from '../households';
import type { Consent } from './consent.entity';
import type { AnswerConsent } from './dto/consent.dto';

/** PIPL article 31: below this age a guardian decides. */
const guardianBelow = 14;
const fullAge = 18;

export type Giver = Pick<Consent, 'givenByMemberId' | 'givenByName' | 'mode'>;

/** Who may speak for a household (R98): a member of 14 or more, a guardian of full age, or a named proxy. */
@Injectable()
export class ConsentGiver {
  constructor(
    private readonly households: Households,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 `consent-giver-unknown`, `consent-guardian-needed`, `consent-guardian-too-young` */
  async of(householdId: string, answer: Omit<AnswerConsent, 'struckItems'>): Promise<Giver> {
    const { mode, givenByMemberId, givenByName } = answer;
    const members = await this.households.members(householdId);
    const outsider = mode === 'guardian' || mode === 'proxy';
    const byDefault = outsider && givenByName ? undefined : members.find((one) => one.relation === 'head');
    const member = givenByMemberId ? members.find((one) => one.id === givenByMemberId) : byDefault;
    if (givenByMemberId && !member) throw invalid([{ field: 'givenByMemberId', code: 'consent-giver-unknown' }]);
    if (!member) {
      if (!givenByName) throw invalid([{ field: 'givenByName', code: 'consent-giver-unknown' }]);
      return { givenByMemberId: null, givenByName, mode };
    }
    const age = member.birthDate === null ? null : ageOn(member.birthDate, this.clock.today());
    if (mode === 'guardian' && age !== null && age < fullAge) {
      throw invalid([{ field: 'givenByMemberId', code: 'consent-guardian-too-young' }]);
    }
    if (age !== null && age < guardianBelow)
      throw invalid([{ field: 'givenByMemberId', code: 'consent-guardian-needed' }]);
    return { givenByMemberId: member.id, givenByName: member.name, mode };
  }
}
