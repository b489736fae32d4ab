import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { diffOf } from '../../../trust/audit';
import { type Provider, Providers } from '../../providers';
import type { CreateOfferingInput } from '../dto/offering.dto';
import type { Offering } from '../offering.entity';
import { OfferingNews } from '../offering-news';
import { OfferingReferences } from '../offering-references';
import { OfferingsStore } from '../offerings.store';
import { MoveOfferings } from './move-offerings.use-case';

/** A provider (or the centre for it) says what it gives, to whom, where, when, how much (R15, R62). */
@Injectable()
export class CreateOffering {
  constructor(
    private readonly store: OfferingsStore,
    private readonly providers: Providers,
    private readonly references: OfferingReferences,
    private readonly moves: MoveOfferings,
    private readonly news: OfferingNews,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 403 for another provider, 404, 409 `provider-refused`, 422 */
  async execute(input: CreateOfferingInput): Promise<Offering> {
    const provider = await this.providers.get(input.providerId);
    this.references.speaksFor(provider.id);
    if (provider.state === 'refused') throw conflict('provider-refused');
    const area = await this.references.area(input.areaRegionCode, provider);
    const offering: Offering = { ...this.draft(input, provider), ...area, number: await this.numbers.nextNumber('O') };
    await this.references.check(offering, provider);
    await this.store.insert(offering);
    await this.news.tell(offering, 1, 'offering.created', diffOf(null, offering));
    if (input.list) await this.moves.execute([offering.id], 'list', null);
    return this.store.get(offering.id);
  }

  private draft(
    input: CreateOfferingInput,
    provider: Provider,
  ): Omit<Offering, 'areaRegionId' | 'areaPath' | 'number'> {
    const now = this.clock.now();
    const capacityPerPeriod = input.capacityPerPeriod ?? null;
    const { name, code, extraCodes, side, eligibility, schedule, details, languages } = input;
    const { mode, priceFen, priceUnit, payer } = input;
    return {
      ...{ name, code, extraCodes, side, eligibility, schedule, details, languages },
      ...{ mode, priceFen, priceUnit, payer, capacityPerPeriod },
      id: newId(),
      providerId: provider.id,
      districtCode: provider.districtCode,
      description: input.description ?? null,
      latitude: input.latitude ?? null,
      longitude: input.longitude ?? null,
      radiusMetres: input.radiusMetres ?? null,
      contractId: input.contractId ?? null,
      fundId: input.fundId ?? null,
      requiredCredential: input.requiredCredential ?? null,
      capacityKnown: capacityPerPeriod !== null,
      state: 'draft',
      pauseReason: null,
      confirmedOn: this.clock.today(),
      contactPhone: input.contactPhone ?? null,
      source: null,
      sourceId: null,
      sourceDigest: null,
      createdBy: this.transactions.actor.userId,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
  }
}
