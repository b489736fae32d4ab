import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { type Region, Regions } from '../../../reference/regions';
import { systemActor } from '../../../trust/access';
import { RateLimits } from '../../../trust/accounts';
import { Audit } from '../../../trust/audit';
import { checkCreditCode } from '../credit-code';
import type { RegisterProviderInput } from '../dto/provider.dto';
import type { Provider } from '../provider.entity';
import { ProvidersStore } from '../providers.store';

/** A provider registers itself and then waits for the centre (R15). Nobody is signed in yet: the system writes. */
@Injectable()
export class RegisterProvider {
  constructor(
    private readonly store: ProvidersStore,
    private readonly regions: Regions,
    private readonly limits: RateLimits,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param address of the caller, for the limit of open doors
   * @throws AppError 422 for a region outside every district or a credit code that is registered; 429
   */
  async execute(input: RegisterProviderInput, address: string): Promise<Provider> {
    await this.limits.attemptFrom(address);
    const region = await this.regions.byCode(input.regionCode).catch(() => null);
    if (!region?.districtCode) {
      throw invalid([{ field: 'regionCode', code: 'region-not-found', params: { code: input.regionCode } }]);
    }
    const { districtCode } = region;
    const actor = systemActor(districtCode, 'provider-registration');
    return this.transactions.runApart(actor, () => this.apply(input, region, districtCode));
  }

  private async apply(input: RegisterProviderInput, region: Region, districtCode: string): Promise<Provider> {
    const code = input.creditCode ? checkCreditCode(input.creditCode) : null;
    const provider: Provider = {
      id: newId(),
      number: await this.numbers.nextNumber('P'),
      name: input.name,
      kind: input.kind,
      creditCode: code?.ok ? code.normalised : null,
      districtCode,
      regionPath: region.path,
      address: input.address ?? null,
      phone: input.phone,
      email: input.email ?? null,
      website: input.website ?? null,
      contactName: input.contactName,
      introduction: input.introduction ?? null,
      state: 'applied',
      decisionReason: null,
      decidedBy: null,
      decidedAt: null,
      source: null,
      sourceId: null,
      createdAt: this.clock.now(),
      version: 1,
    };
    const { id } = provider;
    await this.store.insert(provider);
    await this.audit.changed({ action: 'provider.applied', subjectType: 'provider', subjectId: id, districtCode });
    await this.events.publish({ type: 'provider.applied', aggregateId: id, aggregateVersion: 1, districtCode });
    return provider;
  }
}
