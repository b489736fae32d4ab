import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { type FieldError, forbidden, invalid } from '../../platform/errors';
import { Regions } from '../../reference/regions';
import { Taxonomy } from '../../reference/taxonomy';
import { Contracts } from '../contracts';
import { Funds } from '../funds';
import type { Provider } from '../providers';
import type { Offering } from './offering.entity';

type Referring = Pick<Offering, 'code' | 'extraCodes' | 'payer' | 'contractId' | 'fundId' | 'side'>;

/** Checks what an offering points to: codes, area, contract, fund; and whether the actor speaks for the provider. */
@Injectable()
export class OfferingReferences {
  constructor(
    private readonly taxonomy: Taxonomy,
    private readonly regions: Regions,
    private readonly contracts: Contracts,
    private readonly funds: Funds,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 403 when the actor belongs to another provider */
  speaksFor(providerId: string): void {
    const { organisationId } = this.transactions.actor;
    if (organisationId !== null && organisationId !== providerId) throw forbidden();
  }

  /** Whether how much it is used would tell the actor, who does not serve it, of a restricted need (R46, B30–B32). */
  ofOtherRestricted({ providerId, code, extraCodes }: Pick<Offering, 'providerId' | 'code' | 'extraCodes'>): boolean {
    const restricted = [code, ...extraCodes].some((one) => this.taxonomy.restricted(one));
    return restricted && this.transactions.actor.organisationId !== providerId;
  }

  /** The area as stored; null: the whole district. @throws AppError 422 */
  async area(
    code: string | null | undefined,
    provider: Provider,
  ): Promise<Pick<Offering, 'areaRegionId' | 'areaPath'>> {
    if (!code) return { areaRegionId: null, areaPath: '' };
    const region = await this.regions.byCode(code).catch(() => null);
    if (!region) throw invalid([{ field: 'areaRegionCode', code: 'region-not-found', params: { code } }]);
    if (region.districtCode !== provider.districtCode) {
      throw invalid([{ field: 'areaRegionCode', code: 'area-outside-district' }]);
    }
    return { areaRegionId: region.id, areaPath: region.path };
  }

  /** @throws AppError 422 with every wrong field */
  async check(offering: Referring, provider: Provider): Promise<void> {
    const faults = [...this.codeFaults(offering), ...(await this.payerFaults(offering, provider))];
    // What counts as public service stands first in every match (R78): not for a provider to say of itself.
    const ownWord = this.transactions.actor.organisationId !== null && provider.kind !== 'department';
    if (offering.side === 'government' && ownWord) faults.push({ field: 'side', code: 'side-needs-department' });
    if (faults.length > 0) throw invalid(faults);
  }

  private codeFaults({ code, extraCodes }: Referring): FieldError[] {
    const unknown = (one: string) => !one.includes('-') || !this.taxonomy.exists(one);
    const faults: FieldError[] = [];
    if (code !== null && unknown(code)) faults.push({ field: 'code', code: 'service-code-unknown', params: { code } });
    for (const extra of extraCodes.filter(unknown)) {
      faults.push({ field: 'extraCodes', code: 'service-code-unknown', params: { code: extra } });
    }
    return faults;
  }

  private async payerFaults({ payer, contractId, fundId }: Referring, provider: Provider): Promise<FieldError[]> {
    if (payer === 'contract') {
      const contract = contractId === null ? null : await this.contracts.find(contractId);
      if (contract?.providerId !== provider.id) return [{ field: 'contractId', code: 'contract-of-provider-missing' }];
    }
    if (payer === 'fund') {
      const fund = fundId === null ? null : await this.funds.find(fundId);
      if (fund?.districtCode !== provider.districtCode) return [{ field: 'fundId', code: 'fund-of-district-missing' }];
    }
    return [];
  }
}
