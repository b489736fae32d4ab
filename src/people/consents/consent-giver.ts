import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { conflict, invalid } from '../../platform/errors';
import { ageOn, Clock } from '../../platform/time';
import { type HouseholdMember, Households } from '../households';
import type { Consent } from './consent.entity';
import type { GiverInput } from './dto/consent.dto';
import { GuardianBars } from './guardian-bars';

/** PIPL article 31: below this age a guardian decides. */
const guardianBelow = 14;
const fullAge = 18;

export type Giver = Pick<Consent, 'givenByMemberId' | 'givenByName' | 'mode'>;
export type Proof = Pick<
  Consent,
  'proofKind' | 'proofCiphertext' | 'proofCheckedBy' | 'proofCheckedAt' | 'guardianInformed'
>;

/**
 * Who may speak for a household (R98): a member of 14 or more, a guardian of full age with a proof that somebody
 * checked, or a named proxy; never somebody who must not be told.
 */
@Injectable()
export class ConsentGiver {
  constructor(
    private readonly households: Households,
    private readonly bars: GuardianBars,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 `consent-giver-unknown`, `-needed`, `consent-guardian-needed`, `-too-young`, `-barred` */
  async of(householdId: string, answer: GiverInput): Promise<Giver> {
    const { mode, givenByMemberId, givenByName } = answer;
    const members = await this.households.members(householdId);
    const outsider = mode === 'guardian' || mode === 'proxy';
    const byDefault = outsider && givenByName ? undefined : members.find((one) => one.relation === 'head');
    const member = givenByMemberId ? members.find((one) => one.id === givenByMemberId) : byDefault;
    if (givenByMemberId && !member) throw invalid([{ field: 'givenByMemberId', code: 'consent-giver-unknown' }]);
    await this.refuseBarred(householdId, member, answer);
    if (!member) {
      if (!givenByName) throw invalid([{ field: 'givenByName', code: 'consent-giver-unknown' }]);
      return { givenByMemberId: null, givenByName, mode };
    }
    const age = this.age(member);
    if (mode === 'guardian' && age !== null && age < fullAge) {
      throw invalid([{ field: 'givenByMemberId', code: 'consent-guardian-too-young' }]);
    }
    if (age !== null && age < guardianBelow)
      throw invalid([{ field: 'givenByMemberId', code: 'consent-guardian-needed' }]);
    return { givenByMemberId: member.id, givenByName: member.name, mode };
  }

  /**
   * The same when an answer is written down, with the proof of a guardian: for a child, or by court for an adult.
   * @throws AppError 422 as `of`, and `consent-proof-needed`, `consent-court-paper-needed`, `consent-guardian-informed`
   */
  async decides(consent: Consent, answer: GiverInput): Promise<Giver & Proof> {
    const { id, householdId, aboutMemberId } = consent;
    const giver = await this.of(householdId, answer);
    const members = await this.households.members(householdId);
    const about = this.age(members.find((one) => one.id === aboutMemberId));
    const own = this.age(members.find((one) => one.id === giver.givenByMemberId));
    if (about !== null && about < guardianBelow && giver.mode !== 'guardian')
      throw invalid([{ field: 'mode', code: 'consent-guardian-needed' }]);
    const minor = own !== null && own < fullAge;
    if (minor && !answer.guardianInformed)
      throw invalid([{ field: 'guardianInformed', code: 'consent-guardian-informed' }]);
    const unproven = { proofKind: null, proofCiphertext: null, proofCheckedBy: null, proofCheckedAt: null };
    if (giver.mode !== 'guardian') return { ...giver, ...unproven, guardianInformed: minor };
    const { proofKind, proof } = answer;
    if (!proofKind) throw invalid([{ field: 'proofKind', code: 'consent-proof-needed' }]);
    if (!proof) throw invalid([{ field: 'proof', code: 'consent-proof-needed' }]);
    if (about !== null && about >= fullAge && proofKind !== 'court-paper')
      throw invalid([{ field: 'proofKind', code: 'consent-court-paper-needed' }]);
    const proofCiphertext = await this.sealer.seal(householdId, 'consents.proof', id, proof);
    const checked = { proofCheckedBy: this.transactions.actor.userId, proofCheckedAt: this.clock.now() };
    return { ...giver, proofKind, proofCiphertext, ...checked, guardianInformed: true };
  }

  /**
   * @throws AppError 422 `consent-guardian-barred` also for an outsider of the same name, or who left;
   *   `consent-giver-needed` where nobody is named and the head is barred
   */
  private async refuseBarred(
    householdId: string,
    member: HouseholdMember | undefined,
    { givenByMemberId, givenByName }: GiverInput,
  ): Promise<void> {
    if (this.transactions.actor.kind === 'household' && (await this.bars.closes(householdId)))
      throw conflict('consent-ask-worker');
    const barred = await this.bars.of(householdId);
    if (barred.size === 0) return;
    if (member && barred.has(member.id)) {
      const code = givenByMemberId ? 'consent-guardian-barred' : 'consent-giver-needed';
      throw invalid([{ field: 'givenByMemberId', code }]);
    }
    const members = await this.households.everMembers(householdId);
    const named = members.some((one) => barred.has(one.id) && one.name === givenByName?.trim());
    if (!member && named) throw invalid([{ field: 'givenByName', code: 'consent-guardian-barred' }]);
  }

  private age(member: HouseholdMember | undefined): number | null {
    return member?.birthDate ? ageOn(member.birthDate, this.clock.today()) : null;
  }
}
