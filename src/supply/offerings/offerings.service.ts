import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Clock } from '../../platform/time';
import { plusDays } from '../../reference/calendar';
import { CandidatesStore } from './candidates.store';
import type { CandidateQuery, OfferingCandidate } from './offering-candidate';
import type { Offering } from './offering.entity';
import { type OfferingFilter, OfferingsStore } from './offerings.store';

/** After so many days an offering has to be confirmed again, or it ranks lower and the reader is told. */
export const CONFIRM_AFTER_DAYS = 90;

/** Reads of offerings; acts are use cases of their own. */
@Injectable()
export class Offerings {
  constructor(
    private readonly store: OfferingsStore,
    private readonly candidateRows: CandidatesStore,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `offering-not-found` */
  get(id: string): Promise<Offering> {
    return this.store.get(id);
  }

  /** Those of `ids` that the actor reaches, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, Offering>> {
    return new Map((await this.store.byIds(ids)).map((offering) => [offering.id, offering]));
  }

  list(filter: OfferingFilter): Promise<Page<Offering>> {
    return this.store.list(filter);
  }

  /** Offerings of one district with one of the codes, and everything that matching asks about them (one query). */
  candidates(query: CandidateQuery): Promise<OfferingCandidate[]> {
    return this.candidateRows.list(query);
  }

  /** Some offerings as matching sees them; those that are nobody's candidates are left out. */
  candidatesByIds(ids: readonly string[], asOf: Date): Promise<OfferingCandidate[]> {
    return this.candidateRows.byIds(ids, asOf);
  }

  /** As `candidatesByIds`; a fund or contract among the ids is told by one offering that it pays for. */
  candidatesOfChanges(ids: readonly string[], asOf: Date): Promise<OfferingCandidate[]> {
    return this.candidateRows.ofChanges(ids, asOf);
  }

  /** All offerings of a district as matching sees them, by id: the `limit` next after one. */
  candidatePage(districtCode: string, asOf: Date, after: string | null, limit: number): Promise<OfferingCandidate[]> {
    return this.candidateRows.page(districtCode, asOf, after, limit);
  }

  /** One offering as matching sees it now; null when it is a draft or closed, or its provider is not admitted. */
  candidate(id: string): Promise<OfferingCandidate | null> {
    return this.candidateRows.one(id, this.clock.now());
  }

  /** Offerings confirmed before this day are due for "still correct". */
  confirmBefore(): string {
    return plusDays(this.clock.today(), -CONFIRM_AFTER_DAYS);
  }

  countToConfirm(providerId: string): Promise<number> {
    return this.store.countToConfirm(providerId, this.confirmBefore());
  }
}
