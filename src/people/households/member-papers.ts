import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { type FieldError, invalid } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { checkDisabilityCard, disabilityKinds } from './disability-card';
import type { MemberInput } from './dto/create-household.dto';
import type { HouseholdMember } from './household-member.entity';
import { checkIdentityNumber, oldestAgeInYears } from './identity-number';

/** The columns of a member that come from papers and phone: checked, encrypted, with blind indexes. */
export type MemberPapers = Pick<
  HouseholdMember,
  | 'sex'
  | 'birthDate'
  | 'identityKind'
  | 'identityCiphertext'
  | 'identityIndex'
  | 'phoneCiphertext'
  | 'phoneIndex'
  | 'phoneTailIndex'
  | 'disabilityKind'
  | 'disabilityGrade'
  | 'disabilityCardCiphertext'
>;

const digits = (text: string) => text.replace(/\D/g, '');

/** Checks the papers of a person (B34, B49) and seals what must not lie open in the database (design 8.7). */
@Injectable()
export class MemberPaperCheck {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 with one entry a wrong field; `path` goes before the field names */
  async accept(memberId: string, input: MemberInput, path = ''): Promise<MemberPapers> {
    const today = this.clock.today();
    const errors: FieldError[] = [];
    const identity = checkIdentityNumber(input.identityKind, input.identityNumber ?? '', today);
    if (!identity.ok) errors.push({ field: `${path}identityNumber`, code: identity.code });
    const number = identity.ok ? identity.normalised : null;
    const card = input.disabilityCard ? checkDisabilityCard(input.disabilityCard, today, number) : null;
    if (card && !card.ok) errors.push({ field: `${path}disabilityCard`, code: card.code });
    const born = identity.ok ? (identity.birthDate ?? input.birthDate ?? null) : null;
    if (input.birthDate && born !== input.birthDate)
      errors.push({ field: `${path}birthDate`, code: 'birth-date-other-than-paper' });
    if (input.birthDate && input.birthDate > today)
      errors.push({ field: `${path}birthDate`, code: 'birth-date-in-future' });
    if (input.birthDate && Number(today.slice(0, 4)) - Number(input.birthDate.slice(0, 4)) > oldestAgeInYears)
      errors.push({ field: `${path}birthDate`, code: 'birth-date-too-early', params: { years: oldestAgeInYears } });
    if (errors.length > 0) throw invalid(errors);
    const seal = (column: string, text: string) =>
      this.sealer.seal(memberId, `household_members.${column}`, memberId, text);
    const phone = input.phone ? digits(input.phone) : null;
    return {
      sex: (identity.ok && identity.sex) || input.sex,
      birthDate: born,
      identityKind: input.identityKind,
      identityCiphertext: number ? await seal('identity', number) : null,
      identityIndex: number ? this.sealer.index('identity', number) : null,
      phoneCiphertext: phone ? await seal('phone', phone) : null,
      phoneIndex: phone ? this.sealer.index('phone', phone) : null,
      phoneTailIndex: phone ? this.sealer.index('phone-tail', phone.slice(-4)) : null,
      disabilityKind: card?.ok ? disabilityKinds.indexOf(card.kind) + 1 : null,
      disabilityGrade: card?.ok ? card.grade : null,
      disabilityCardCiphertext: card?.ok ? await seal('disability_card', card.normalised) : null,
    };
  }
}
