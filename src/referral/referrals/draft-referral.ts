import { Injectable } from '@nestjs/common';
import { Cases } from '../../people/cases';
import { type HouseholdFacts, Households } from '../../people/households';
import type { Need } from '../../people/needs';
import { newId, NumberSequence, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Regions } from '../../reference/regions';
import type { Offering } from '../../supply/offerings';
import { diffOf } from '../../trust/audit';
import { ageBandOf } from './age-band';
import { ReferralMoves } from './referral-moves';
import type { Referral, ReferralSummary } from './referral.entity';
import { ReferralsStore } from './referrals.store';

export interface DraftParts {
  need: Need;
  offering: Offering;
  planId?: string | null;
  planItemId?: string | null;
  /** Whom to ask next, in order. */
  candidates: readonly string[];
  message?: string | null;
  safetyNote?: string | null;
  /** The referral that came to nothing before this one. */
  previous?: Referral;
}

/** Writes a new referral; whoever leads the household's case owns it from the first moment (R10). */
@Injectable()
export class DraftReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly cases: Cases,
    private readonly households: Households,
    private readonly regions: Regions,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `case-needed` when nobody works on the household */
  async write(parts: DraftParts): Promise<Referral> {
    const { need, offering, previous } = parts;
    const { id: caseId, leadWorkerId } = await this.cases.requireOpen(need.householdId);
    const facts = await this.households.facts(need.householdId);
    const asked = previous ? [...previous.asked, previous.offeringId] : [];
    const referral: Referral = {
      ...unanswered,
      id: newId(),
      number: await this.numbers.nextNumber('R'),
      ...{ householdId: need.householdId, needId: need.id, memberId: need.memberId, needCode: need.code },
      ...{ caseId, ownerAccountId: leadWorkerId, planId: parts.planId ?? null, planItemId: parts.planItemId ?? null },
      ...{ districtCode: facts.districtCode, regionPath: facts.regionPath },
      ...{ offeringId: offering.id, providerId: offering.providerId, askFirst: !offering.capacityKnown },
      ...{ message: parts.message ?? null, safetyNote: parts.safetyNote ?? null },
      summary: await this.summary(facts, need),
      candidates: parts.candidates.filter((id) => id !== offering.id && !asked.includes(id)),
      asked,
      previousId: previous?.id ?? null,
      createdBy: this.transactions.actor.userId,
      createdAt: this.clock.now(),
    };
    await this.store.insert(referral);
    await this.moves.told(referral, 'referral.drafted', diffOf(null, referral));
    return referral;
  }

  private async summary(facts: HouseholdFacts, need: Need): Promise<ReferralSummary> {
    const path = await this.regions.path(facts.regionId);
    const ages = facts.members.filter(({ id }) => need.memberId === null || id === need.memberId).map(({ age }) => age);
    return {
      township: path.find(({ level }) => level === 'township')?.name ?? null,
      ageBand: ageBandOf(ages),
      languages: [...facts.languages],
      specialHandling: facts.specialHandling,
    };
  }
}

/** Everything that nobody has said yet. */
const unanswered = {
  state: 'draft',
  resumeState: null,
  consentId: null,
  sharedItems: null,
  sharingEndedAt: null,
  legalGround: null,
  legalReason: null,
  ...{ legalChosenBy: null, legalReviewedBy: null, legalReviewedAt: null, legalReview: null },
  capacityPeriod: null,
  nextId: null,
  sentAt: null,
  answerDueAt: null,
  answeredAt: null,
  declineReason: null,
  declineMessage: null,
  declineShared: false,
  declinePrivateNote: null,
  scheduledFor: null,
  visitMovedAt: null,
  startedAt: null,
  endedAt: null,
  confirmedAt: null,
  confirmedMode: null,
  confirmedByName: null,
  disputeText: null,
  task: null,
  taskDueAt: null,
  outcome: null,
  closedAt: null,
  closeReason: null,
  version: 1,
} as const satisfies Partial<Referral>;
