import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { AccessGrants } from '../../../trust/access';
import { Needs } from '../../needs';
import type { CaseFile } from '../case-file.entity';
import { CaseHolder } from '../case-holder';
import { CaseMoves } from '../case-moves';
import { CasesStore, HandoversStore } from '../cases.store';
import type { CloseCase as CloseInput } from '../dto/case.dto';

const unmet = ['found', 'confirmed', 'planned', 'served', 'same', 'worse'] as const;
const severe = 2;

/** Closes a case; a severe need may stay open only for a stated reason (A11). */
@Injectable()
export class CloseCaseFile {
  constructor(
    private readonly store: CasesStore,
    private readonly handovers: HandoversStore,
    private readonly holder: CaseHolder,
    private readonly needs: Needs,
    private readonly moves: CaseMoves,
    private readonly grants: AccessGrants,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 403 `case-not-yours`; 409 `move-not-allowed`, `handover-open-already`; 422 `case-needs-unmet` */
  async execute(id: string, { reason, note, unmetReason }: CloseInput): Promise<CaseFile> {
    const row = await this.store.get(id);
    this.holder.require(row);
    if (await this.handovers.openOf(id)) throw conflict('handover-open-already');
    const open = (await this.needs.list(row.householdId, unmet)).filter((need) => need.severity >= severe);
    if (open.length > 0 && !unmetReason) {
      throw invalid([{ field: 'unmetReason', code: 'case-needs-unmet', params: { count: open.length } }]);
    }
    const said = [reason, note, unmetReason].filter(Boolean).join('; ');
    const closed = await this.moves.make(
      row,
      'close',
      { closedAt: this.clock.now(), closeReason: reason, resumeState: null },
      said,
    );
    await this.grants.end(id);
    return closed;
  }
}
