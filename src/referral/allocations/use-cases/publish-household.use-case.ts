import { Injectable } from '@nestjs/common';
import { AppError } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { type CandidateOffering, judge, MatchFacts, type MatchSnapshot, OfferingFactsReader } from '../../matching';
import { CreateReferral, CreateReferralInput } from '../../referrals';
import type { Allocation } from '../allocation.entity';
import type { AllocationNeed, leftOutReasons } from '../allocation-need.entity';
import { AllocationLinesStore } from '../allocation-lines.store';
import { PublicationLimits } from '../publication-limits';
import { WaitingNeedsStore } from '../waiting-needs.store';

type LeftOut = (typeof leftOutReasons)[number];

/** What became of a line. */
type Verdict = { leftOut: LeftOut } | { offering: CandidateOffering };

/**
 * Publishes the lines of one household, in one transaction and as whoever publishes: each is judged again by the rules of
 * matching from what the database says now. What no longer stands is left out with its reason; the rest becomes draft referrals.
 */
@Injectable()
export class PublishHousehold {
  constructor(
    private readonly lines: AllocationLinesStore,
    private readonly waiting: WaitingNeedsStore,
    private readonly facts: MatchFacts,
    private readonly offerings: OfferingFactsReader,
    private readonly referrals: CreateReferral,
    private readonly clock: Clock,
  ) {}

  /** Households that have lines nobody has published yet, as far as the actor sees them. */
  households(allocationId: string): Promise<string[]> {
    return this.lines.pendingHouseholds(allocationId);
  }

  /** What an attempt before has promised already. */
  async limits({ id, withBudgets }: Allocation): Promise<PublicationLimits> {
    const limits = new PublicationLimits(withBudgets);
    const lines = await this.lines.unasked(id);
    const ids = [...new Set(lines.map(({ offeringId }) => offeringId))];
    const known = await this.offerings.byIds(ids, null, this.clock.now());
    const byId = new Map(known.map((one) => [one.id, one]));
    for (const line of lines) {
      const offering = byId.get(line.offeringId);
      if (offering) limits.promise(line, offering);
    }
    return limits;
  }

  /** @returns what it promised: to be counted once the transaction is through */
  async execute(
    { id, districtCode }: Allocation,
    householdId: string,
    limits: PublicationLimits,
  ): Promise<Array<{ line: AllocationNeed; offering: CandidateOffering }>> {
    const lines = await this.lines.holdPending(id, householdId);
    const waits = await this.waiting.stillWaiting(
      districtCode,
      lines.map(({ needId }) => needId),
    );
    const standing = lines.filter(({ needId }) => waits.has(needId));
    const snapshot = await this.snapshot(householdId, standing);
    const promised: Array<{ line: AllocationNeed; offering: CandidateOffering }> = [];
    for (const line of lines) {
      const verdict = snapshot && waits.has(line.needId) ? this.judged(line, snapshot, limits) : CHANGED;
      const done = 'leftOut' in verdict ? verdict : await this.draft(line, verdict.offering);
      if ('leftOut' in done) await this.lines.leaveOut(line.id, done.leftOut);
      else promised.push({ line, offering: done.offering });
    }
    return promised;
  }

  /** Null when the household can no longer be asked about. */
  private async snapshot(householdId: string, lines: readonly AllocationNeed[]): Promise<MatchSnapshot | null> {
    if (lines.length === 0) return null;
    try {
      const question = await this.facts.question(householdId, { needIds: lines.map(({ needId }) => needId) });
      const wanted = lines.flatMap(({ offeringId }) => offeringId ?? []);
      return await this.facts.answered(question, [...new Set(wanted)]);
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  private judged(line: AllocationNeed, snapshot: MatchSnapshot, limits: PublicationLimits): Verdict {
    const { household, needs, offerings, context } = snapshot;
    const need = needs.find(({ id }) => id === line.needId);
    if (!need) return CHANGED;
    const offering = offerings.find(({ id }) => id === line.offeringId);
    if (!offering) return { leftOut: 'offering-gone' };
    const verdict = judge({ household, need, offering, context });
    if (!verdict.admitted) return { leftOut: BY_RULE[verdict.excluded.refusals[0]?.rule ?? ''] ?? 'not-admitted' };
    const full = limits.against(line.costFen ?? 0, offering);
    return full ? { leftOut: full } : { offering };
  }

  private async draft(line: AllocationNeed, offering: CandidateOffering): Promise<Verdict> {
    const { needId, alternativeId } = line;
    const candidates = alternativeId ? [alternativeId] : [];
    try {
      const input = CreateReferralInput.parse({ needId, offeringId: offering.id, candidates });
      const referral = await this.referrals.execute(input);
      await this.lines.markDrafted(line.id, referral.id);
      return { offering };
    } catch (error) {
      // Refusals come before anything is written; whatever else goes wrong takes the household's lines back.
      if (!(error instanceof AppError)) throw error;
      return { leftOut: BY_REFUSAL[error.code] ?? 'need-changed' };
    }
  }
}

const CHANGED: Verdict = { leftOut: 'need-changed' };
const BY_RULE: Readonly<Record<string, LeftOut>> = {
  ...{ state: 'offering-gone', capacity: 'no-place', price: 'no-money', contract: 'no-money', consent: 'consent' },
};
const BY_REFUSAL: Readonly<Record<string, LeftOut>> = {
  ...{ 'offering-not-open': 'offering-gone', 'case-needed': 'case-needed' },
};
