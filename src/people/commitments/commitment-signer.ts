import { Injectable } from '@nestjs/common';
import { invalid } from '../../platform/errors';
import { ageOn, Clock } from '../../platform/time';
import type { Application } from '../applications';
import { GuardianBars } from '../consents';
import { type HouseholdMember, Households } from '../households';
import type { TakeCommitment } from './dto/commitment.dto';

const FULL_AGE = 18;

/** Who gives the word: the applicant, or a guardian of full age where the applicant is a child or cannot; nobody barred. */
@Injectable()
export class CommitmentSigner {
  constructor(
    private readonly households: Households,
    private readonly bars: GuardianBars,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 `commitment-signer-unknown`, `-barred`, `-not-applicant`, `-guardian-needed`, `-too-young` */
  async of({ householdId, applicantId }: Application, asked: TakeCommitment): Promise<HouseholdMember> {
    const wrong = (code: string) => invalid([{ field: 'signerId', code }]);
    const members = await this.households.members(householdId);
    const byDefault = asked.signerKind === 'person' ? applicantId : undefined;
    const signer = members.find(({ id }) => id === (asked.signerId ?? byDefault));
    if (!signer) throw wrong('commitment-signer-unknown');
    if ((await this.bars.of(householdId)).has(signer.id)) throw wrong('commitment-signer-barred');
    if (asked.signerKind === 'person' && signer.id !== applicantId) throw wrong('commitment-signer-not-applicant');
    if (asked.signerKind === 'guardian' && signer.id === applicantId) throw wrong('commitment-signer-not-guardian');
    if (this.isChild(signer))
      throw wrong(asked.signerKind === 'person' ? 'commitment-guardian-needed' : 'commitment-signer-too-young');
    return signer;
  }

  private isChild({ birthDate }: HouseholdMember): boolean {
    return birthDate !== null && ageOn(birthDate, this.clock.today()) < FULL_AGE;
  }
}
