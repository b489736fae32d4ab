import { Injectable } from '@nestjs/common';
import { invalid, notFound } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { diffOf } from '../../../trust/audit';
import type { Offering } from '../offering.entity';
import { offeringLifecycle, type OfferingMove } from '../offering.lifecycle';
import { OfferingNews } from '../offering-news';
import { OfferingReferences } from '../offering-references';
import { OfferingsStore } from '../offerings.store';

/** Lists, pauses, resumes, closes or reopens one offering or many: all of them or none. */
@Injectable()
export class MoveOfferings {
  constructor(
    private readonly store: OfferingsStore,
    private readonly references: OfferingReferences,
    private readonly lifecycles: Lifecycles,
    private readonly news: OfferingNews,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 403, 404, 409 `move-not-allowed`, 422 `supply-reason-missing` for a pause */
  async execute(ids: readonly string[], move: OfferingMove, reason: string | null): Promise<void> {
    if (move === 'pause' && !reason) throw invalid([{ field: 'reason', code: 'supply-reason-missing' }]);
    const offerings = await this.store.byIds(ids);
    if (offerings.length !== new Set(ids).size) throw notFound('offering-not-found');
    for (const offering of offerings) await this.moveOne(offering, move, reason);
  }

  private async moveOne(offering: Offering, move: OfferingMove, reason: string | null): Promise<void> {
    const { id, providerId, districtCode, areaPath, state: from, code } = offering;
    this.references.speaksFor(providerId);
    const state = await this.lifecycles.move({
      lifecycle: offeringLifecycle,
      subjectId: id,
      organisationId: providerId,
      districtCode,
      regionPath: areaPath || null,
      from,
      move,
      reason,
      facts: { code },
    });
    const pauseReason = state === 'paused' ? reason : null;
    await this.store.move(offering, { state, pauseReason, updatedAt: this.clock.now() });
    await this.news.tell(offering, offering.version + 1, `offering.${state}`, diffOf(offering, { state, pauseReason }));
  }
}
