import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Units } from '../../../reference/regions';
import { CaseClock } from '../case-clock';
import { CaseMoves } from '../case-moves';
import { CasesStore, HandoversStore } from '../cases.store';
import type { OfferHandover as OfferInput } from '../dto/case.dto';
import type { Handover } from '../handover.entity';
import { HandoverRules } from '../handover-rules';

/** Offers a case to another tier; the sender stays responsible until somebody there accepts (R10). */
@Injectable()
export class OfferHandover {
  constructor(
    private readonly store: CasesStore,
    private readonly handovers: HandoversStore,
    private readonly units: Units,
    private readonly rules: HandoverRules,
    private readonly moves: CaseMoves,
    private readonly caseClock: CaseClock,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `handover-open-already`, `unit-missing`; 422 `handover-same-unit`; whatever `HandoverRules` refuses */
  async execute(caseId: string, input: OfferInput): Promise<Handover> {
    const row = await this.store.get(caseId);
    const emergency = row.emergency || input.reasonCode === 'emergency';
    await this.rules.check(row, input, emergency);
    if (await this.handovers.openOf(caseId)) throw conflict('handover-open-already');
    const unit = await this.units.responsible(input.tier, row.regionPath);
    if (!unit) throw conflict('unit-missing');
    if (unit.id === row.unitId) throw invalid([{ field: 'tier', code: 'handover-same-unit' }]);
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
}
