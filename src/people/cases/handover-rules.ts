import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../platform/errors';
import { Entitlements } from '../entitlements';
import type { CaseFile } from './case-file.entity';
import { CaseHolder } from './case-holder';
import { workStages } from './case.lifecycle';
import { caseTiers, type OfferHandover as Offer } from './dto/case.dto';

/** Which reasons lead where (R8, R9); downwards it is a step down or a removal. */
const reasonsUp: Record<'station' | 'centre', readonly Offer['reasonCode'][]> = {
  station: ['difficulty-after-policy', 'emergency', 'moved'],
  centre: ['difficulty-after-station', 'emergency', 'moved'],
};

/** What has to hold before a case is offered to another tier (R6–R9). */
@Injectable()
export class HandoverRules {
  constructor(
    private readonly holder: CaseHolder,
    private readonly entitlements: Entitlements,
  ) {}

  /**
   * @throws AppError 403 `case-not-yours`; 409 `case-not-open`, `handover-gate-closed` while entitlement lines are
   *   open (R7); 422 `handover-same-tier`, `handover-reason-wrong`
   */
  async check(row: CaseFile, offer: Offer, emergency: boolean): Promise<void> {
    this.holder.require(row);
    if (!workStages.some((stage) => stage === row.state)) throw conflict('case-not-open');
    this.checkReason(row, offer);
    // Only the way up from the window is guarded (R7).
    if (row.tier !== 'window' || offer.tier === 'window') return;
    const gate = await this.entitlements.gate(row.householdId, { toTier: offer.tier, emergency });
    if (!gate.open) throw conflict('handover-gate-closed', { count: gate.blocking.length });
  }

  private checkReason(row: CaseFile, { tier, reasonCode }: Offer): void {
    if (tier === row.tier) {
      // Its new place may have a unit of the same tier.
      if (reasonCode === 'moved') return;
      throw invalid([{ field: 'tier', code: 'handover-same-tier' }]);
    }
    const up = caseTiers.indexOf(tier) > caseTiers.indexOf(row.tier);
    const known = up && tier !== 'window' ? reasonsUp[tier] : ['step-down', 'moved'];
    const fromStation = reasonCode !== 'difficulty-after-station' || row.tier === 'station';
    if (!known.includes(reasonCode) || !fromStation)
      throw invalid([{ field: 'reasonCode', code: 'handover-reason-wrong' }]);
  }
}
