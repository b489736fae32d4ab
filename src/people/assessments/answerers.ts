import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { type FieldError, invalid } from '../../platform/errors';
import { ageOn, Clock } from '../../platform/time';
import { Consents, GuardianBars } from '../consents';
import { type HouseholdMember, Households } from '../households';
import type { Assessment } from './assessment.entity';
import type { AnsweredByInput, answererRelations } from './dto/assessment.dto';

const PLACE = 'assessments.answered_by_ciphertext';
const fullAge = 18;

/** Who answered for a person, and by what right: guardian on file, recorded mandate, or as the worker states. */
export interface AnsweredBy {
  memberId: string | null;
  name: string;
  relation: (typeof answererRelations)[number];
  reason: string | null;
  basis: 'guardian' | 'mandate' | 'stated';
}

const wrong = (...fields: Array<[field: string, code: string]>): Error =>
  invalid(fields.map(([field, code]): FieldError => ({ field: `answeredBy.${field}`, code })));

/**
 * Who may answer a scale for somebody else (R98): the guardian on file or who holds a recorded mandate; for an adult without
 * either whoever the worker names, with relation and reason. Nobody who must not be told (B30, B31).
 */
@Injectable()
export class Answerers {
  constructor(
    private readonly households: Households,
    private readonly consents: Consents,
    private readonly bars: GuardianBars,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 nobody is named, unknown, barred; a child's guardian is needed; relation or reason is missing */
  async of(person: HouseholdMember, input: AnsweredByInput = {}): Promise<AnsweredBy> {
    const { householdId, guardianMemberId } = person;
    const byDefault = input.name === undefined ? guardianMemberId : null;
    const memberId = input.memberId ?? byDefault;
    const member = memberId === null ? null : await this.member(householdId, memberId, person.id);
    const name = member?.name ?? input.name;
    if (name === undefined) throw wrong(['name', 'assessment-answerer-needed']);
    await this.refuseBarred(householdId, member, name);
    if (member && member.id === guardianMemberId)
      return { memberId, name, relation: 'guardian', reason: input.reason ?? null, basis: 'guardian' };
    const { relation, reason = null } = input;
    if (await this.holdsMandate(person, member?.id ?? null, name))
      return { memberId: member?.id ?? null, name, relation: relation ?? 'other', reason, basis: 'mandate' };
    if (this.isMinor(person)) throw wrong(['name', 'assessment-guardian-needed']);
    if (relation === undefined || reason === null)
      throw wrong(
        ...(relation === undefined ? ([['relation', 'assessment-answerer-relation']] as Array<[string, string]>) : []),
        ...(reason === null ? ([['reason', 'assessment-answerer-reason']] as Array<[string, string]>) : []),
      );
    return { memberId: member?.id ?? null, name, relation, reason, basis: 'stated' };
  }

  seal({ id, householdId }: Pick<Assessment, 'id' | 'householdId'>, answeredBy: AnsweredBy): Promise<Buffer> {
    return this.sealer.seal(householdId, PLACE, id, JSON.stringify(answeredBy));
  }

  /** Null where the person answered, and after the household was erased. */
  async open({ id, householdId, answeredByCiphertext }: Assessment): Promise<AnsweredBy | null> {
    if (!answeredByCiphertext) return null;
    return JSON.parse(await this.sealer.open(householdId, PLACE, id, answeredByCiphertext)) as AnsweredBy;
  }

  private async member(householdId: string, memberId: string, personId: string): Promise<HouseholdMember> {
    const member = (await this.households.members(householdId)).find(({ id }) => id === memberId);
    if (!member || memberId === personId) throw wrong(['memberId', 'assessment-answerer-unknown']);
    return member;
  }

  private async refuseBarred(householdId: string, member: HouseholdMember | null, name: string): Promise<void> {
    const barred = await this.bars.of(householdId);
    if (barred.size === 0) return;
    const people = await this.households.everMembers(householdId);
    const named = people.some((one) => barred.has(one.id) && (one.id === member?.id || one.name === name));
    if (named) throw wrong([member ? 'memberId' : 'name', 'assessment-answerer-barred']);
  }

  /** A consent in force that this person gave for the one who is asked about, as guardian or by proxy. */
  private async holdsMandate(person: HouseholdMember, memberId: string | null, name: string): Promise<boolean> {
    return (await this.consents.inForce(person.householdId)).some(
      ({ mode, aboutMemberId, givenByMemberId, givenByName }) =>
        (mode === 'guardian' || mode === 'proxy') &&
        aboutMemberId === person.id &&
        (memberId === null ? givenByMemberId === null && givenByName === name : givenByMemberId === memberId),
    );
  }

  private isMinor({ birthDate }: HouseholdMember): boolean {
    return birthDate !== null && ageOn(birthDate, this.clock.today()) < fullAge;
  }
}
