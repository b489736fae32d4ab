import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { AccessGrants } from '../../../trust/access';
import type { CaseFile } from '../case-file.entity';
import { CaseMoves } from '../case-moves';
import { CasesStore, HandoversStore } from '../cases.store';

/**
 * Ends a case that an act has opened when the act is taken back. Whichever unit holds it: as long as nobody has begun to
 * work on it, there is nothing that only its holder could judge (R6), and without its file it would have no use (R10).
 */
@Injectable()
export class TakeBackCase {
  constructor(
    private readonly store: CasesStore,
    private readonly handovers: HandoversStore,
    private readonly moves: CaseMoves,
    private readonly grants: AccessGrants,
    private readonly clock: Clock,
  ) {}

  /**
   * Nothing happens to a case that has ended already.
   * @returns the case where somebody has begun to work on it: then it is left as it is
   * @throws AppError 404
   */
  async execute(id: string, reason: string): Promise<CaseFile | null> {
    const row = await this.store.get(id);
    if (row.closedAt !== null) return null;
    if (row.state !== 'intake' || (await this.handovers.openOf(id))) return row;
    const ended = { closedAt: this.clock.now(), closeReason: 'mistake', resumeState: null };
    await this.moves.takeBack(row, ended, `mistake; ${reason}`);
    await this.grants.end(id);
    return null;
  }
}
