import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { Capacity } from './capacity.service';
import type { OpenCapacityInput } from './dto/offering.dto';
import { type OfferingCapacityView, viewCapacity } from './dto/offering.view';
import { OfferingNews } from './offering-news';
import { OfferingReferences } from './offering-references';
import { OfferingsStore } from './offerings.store';
import { periodOf } from './period';

/** Smaller counts of restricted services are not told (R46, B30–B32), as in files that leave the house. */
const LEAST_SHOWN = 10;

/** The places of an offering as its provider keeps them. */
@Injectable()
export class OfferingCapacity {
  constructor(
    private readonly store: OfferingsStore,
    private readonly capacity: Capacity,
    private readonly references: OfferingReferences,
    private readonly news: OfferingNews,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async show(id: string): Promise<OfferingCapacityView> {
    const offering = await this.store.get(id);
    const current = await this.capacity.balance(id, periodOf(this.clock.today()));
    const leastShown = this.references.ofOtherRestricted(offering) ? LEAST_SHOWN : 0;
    return viewCapacity(offering, current, await this.capacity.balances(id), leastShown);
  }

  /** @throws AppError 403, 404, 409 `capacity-below-held`, `capacity-unknown` */
  async open(id: string, { period, places, note }: OpenCapacityInput): Promise<void> {
    const offering = await this.store.get(id);
    this.references.speaksFor(offering.providerId);
    await this.capacity.open(id, period, places, note ?? undefined);
    const change = { field: `capacity.${period}`, before: null, after: places };
    await this.news.tell(offering, offering.version, 'offering.capacity-opened', [change]);
  }
}
