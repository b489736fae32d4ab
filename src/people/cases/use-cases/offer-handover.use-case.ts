import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Units } from '../../../reference/regions';
import { Entitlements } from '../../entitlements';
import { CaseClock } from '../case-clock';
import type { CaseFile } from '../case-file.entity';
import { CaseMoves } from '../case-moves';
import { workStages } from '../case.lifecycle';
import { CasesStore, HandoversStore } from '../cases.store';
import { caseTiers, type OfferHandover as OfferInput } from '../dto/case.dto';
import type { Handover } from '../handover.entity';

/** Which reasons lead where (R8, R9); downwards it is a step down or a removal. */
const reasonsUp: Record<'station' | 'centre', readonly OfferInput['reasonCode'][]> = {
  station: ['difficulty-after-policy', 'emergency', 'moved'],
  centre: ['difficulty-after-station', 'emergency', 'moved'],
};

/** Offers a case to another tier; the sender stays responsible until somebody there accepts (R10). */
@Injectable()
export class OfferHandover {
  constructor(
    private readonly store: CasesStore,
    private readonly handovers: HandoversStore,
    private readonly units: Units,
    private readonly entitlements: Entitlements,
    private readonly moves: CaseMoves,
    private readonly caseClock: CaseClock,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 403 `case-not-yours`; 409 `handover-open-already`, `case-not-open`, `unit-missing`, `handover-gate-closed` while
   *   entitlement lines are open (R7); 422 `handover-same-tier`, `handover-reason-wrong`
   */
  async execute(caseId: string, input: OfferInput): Promise<Handover> {
    const row = await this.store.get(caseId);
    this.moves.requireHolder(row);
    if (!workStages.some((stage) => stage === row.state)) throw conflict('case-not-open');
    if (await this.handovers.openOf(caseId)) throw conflict('handover-open-already');
    this.checkReason(row, input);
    const emergency = row.emergency || input.reasonCode === 'emergency';
    await this.checkGate(row, input, emergency);
    const unit = await this.units.responsible(input.tier, row.regionPath);
    if (!unit) throw conflict('unit-missing');
    const offered = emergency === row.emergency ? row : await this.store.update(row, { emergency });
    const handover: Handover = {
      ...{ id: newId(), caseId, householdId: row.householdId, fromUnitId: row.unitId, toUnitId: unit.id },
      ...{ toAccountId: input.toAccountId ?? null, state: 'offered', reasonCode: input.reasonCode },
      ...{ residualDifficulty: input.residualDifficulty, returnReason: null },
      ...{ offeredBy: this.transactions.actor.userId ?? row.leadWorkerId, offeredAt: this.clock.now() },
      ...{ answeredBy: null, answeredAt: null },
    };
    await this.handovers.insert(handover);
    const timer = emergency ? 'emergency-contact' : 'station-first-contact';
    await this.caseClock.start('handover-answer', handover.id, row.districtCode, timer);
    await this.moves.told(offered, 'case.handover-offered', {
      handoverId: handover.id,
      toUnitId: unit.id,
      tier: input.tier,
    });
    return handover;
  }

  private checkReason(row: CaseFile, { tier, reasonCode }: OfferInput): void {
    if (tier === row.tier) throw invalid([{ field: 'tier', code: 'handover-same-tier' }]);
    const up = caseTiers.indexOf(tier) > caseTiers.indexOf(row.tier);
    const known = up && tier !== 'window' ? reasonsUp[tier] : ['step-down', 'moved'];
    const fromStation = reasonCode !== 'difficulty-after-station' || row.tier === 'station';
    if (!known.includes(reasonCode) || !fromStation)
      throw invalid([{ field: 'reasonCode', code: 'handover-reason-wrong' }]);
  }

  /** Only the way up from the window is guarded (R7). */
  private async checkGate(row: CaseFile, { tier }: OfferInput, emergency: boolean): Promise<void> {
    if (row.tier !== 'window') return;
    const gate = await this.entitlements.gate(row.householdId, { toTier: tier, emergency });
    if (!gate.open) throw conflict('handover-gate-closed', { count: gate.blocking.length });
  }
}
