import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { diffOf } from '../../../trust/audit';
import { Providers } from '../../providers';
import { Capacity } from '../capacity.service';
import type { EditOfferingInput } from '../dto/offering.dto';
import type { Offering } from '../offering.entity';
import { OfferingNews } from '../offering-news';
import { OfferingReferences } from '../offering-references';
import { OfferingsStore } from '../offerings.store';

/** Changes an offering; the next match sees it. Whoever edits has looked at it, so it counts as confirmed today. */
@Injectable()
export class EditOffering {
  constructor(
    private readonly store: OfferingsStore,
    private readonly providers: Providers,
    private readonly references: OfferingReferences,
    private readonly capacity: Capacity,
    private readonly news: OfferingNews,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 403 for another provider, 404, 409 `capacity-below-held`, 412, 422 */
  async execute(id: string, version: number, input: EditOfferingInput): Promise<Offering> {
    const before = await this.store.get(id);
    this.references.speaksFor(before.providerId);
    const provider = await this.providers.get(before.providerId);
    const { areaRegionCode, ...rest } = input;
    const changes: Partial<Offering> = { ...rest };
    if (areaRegionCode !== undefined) Object.assign(changes, await this.references.area(areaRegionCode, provider));
    if (input.capacityPerPeriod !== undefined) changes.capacityKnown = input.capacityPerPeriod !== null;
    await this.references.check({ ...before, ...changes }, provider);
    const [confirmedOn, updatedAt] = [this.clock.today(), this.clock.now()];
    await this.store.update(id, version, { ...changes, confirmedOn, updatedAt });
    if (typeof input.capacityPerPeriod === 'number') {
      await this.capacity.follow(id, before.capacityPerPeriod, input.capacityPerPeriod);
    }
    await this.news.tell(before, version + 1, 'offering.edited', diffOf(before, changes));
    return this.store.get(id);
  }
}
