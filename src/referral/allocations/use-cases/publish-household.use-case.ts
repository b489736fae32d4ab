import { Injectable } from '@nestjs/common';
import { AppError } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { type CandidateOffering, costFen, judge, MatchFacts, type MatchSnapshot } from '../../matching';
import { CreateReferral, CreateReferralInput } from '../../referrals';
import type { Allocation } from '../allocation.entity';
import type { AllocationNeed, leftOutReasons } from '../allocation-need.entity';
import { AllocationLinesStore } from '../allocation-lines.store';
import { beginOf } from '../period-of';
import { lacking, lessUnasked } from '../publication-limits';
import { UnaskedStore } from '../unasked.store';
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
    private readonly unasked: UnaskedStore,
    private readonly referrals: CreateReferral,
    private readonly clock: Clock,
  ) {}

  /** Households that have lines nobody has published yet, as far as the actor sees them. */
  households(allocationId: string): Promise<string[]> {
    return this.lines.pendingHouseholds(allocationId);
  }

  async execute(allocation: Allocation, householdId: string): Promise<void> {
    const { id, districtCode, withBudgets } = allocation;
    const lines = await this.lines.holdPending(id, householdId);
    const waits = await this.waiting.stillWaiting(
      districtCode,
      lines.map(({ needId }) => needId),
    );
    const standing = lines.filter(({ needId }) => waits.has(needId));
    const snapshot = await this.snapshot(allocation, householdId, standing);
    for (const line of lines) {
      const stands = snapshot && waits.has(line.needId);
      const verdict = stands ? await this.judged(line, snapshot, withBudgets) : CHANGED;
      const done = 'leftOut' in verdict ? verdict : await this.draft(line, verdict.offering);
      if ('leftOut' in done) await this.lines.leaveOut(line.id, done.leftOut);
    }
  }

  /** Null when the household can no longer be asked about. */
  private async snapshot(
    allocation: Allocation,
    householdId: string,
    lines: readonly AllocationNeed[],
  ): Promise<MatchSnapshot | null> {
    if (lines.length === 0) return null;
    try {
      const question = await this.facts.question(householdId, { needIds: lines.map(({ needId }) => needId) });
      const wanted = lines.flatMap(({ offeringId }) => offeringId ?? []);
      return await this.facts.answered(question, [...new Set(wanted)], beginOf(allocation, this.clock));
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  /** Drafts are counted line by line: that of the line before takes a place too. What it costs is what it costs today. */
  private async judged(line: AllocationNeed, snapshot: MatchSnapshot, withBudgets: boolean): Promise<Verdict> {
    const { household, needs, offerings, context } = snapshot;
    const need = needs.find(({ id }) => id === line.needId);
    if (!need) return CHANGED;
    const offering = offerings.find(({ id }) => id === line.offeringId);
    if (!offering) return { leftOut: 'offering-gone' };
    const verdict = judge({ household, need, offering, context });
    if (!verdict.admitted) return { leftOut: BY_RULE[verdict.excluded.refusals[0]?.rule ?? ''] ?? 'not-admitted' };
    const unasked = await this.unasked.of([offering.id]);
    const full = lacking(lessUnasked(offering, unasked.get(offering.id)), costFen(offering), withBudgets);
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
