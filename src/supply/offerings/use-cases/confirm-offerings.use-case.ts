import { Injectable } from '@nestjs/common';
import { notFound } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { diffOf } from '../../../trust/audit';
import { OfferingNews } from '../offering-news';
import { OfferingReferences } from '../offering-references';
import { OfferingsStore } from '../offerings.store';

/** "Still correct": dates the offering as looked at today, else it ranks lower and the reader is told. */
@Injectable()
export class ConfirmOfferings {
  constructor(
    private readonly store: OfferingsStore,
    private readonly references: OfferingReferences,
    private readonly news: OfferingNews,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 403, 404 */
  async execute(ids: readonly string[]): Promise<void> {
    const offerings = await this.store.byIds(ids);
    if (offerings.length !== new Set(ids).size) throw notFound('offering-not-found');
    for (const offering of offerings) {
      this.references.speaksFor(offering.providerId);
      const confirmed = { confirmedOn: this.clock.today() };
      await this.store.move(offering, confirmed);
      await this.news.tell(offering, offering.version + 1, 'offering.confirmed', diffOf(offering, confirmed));
    }
  }
}
