import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { ageOn, Clock } from '../../../platform/time';
import { Households } from '../../households';
import type { EndSupportFile as Ended } from '../dto/support-file.dto';
import { SealedSupportWords } from '../sealed-support-words';
import type { SupportEnd, SupportFile } from '../support-file.entity';
import { supportFileLifecycle } from '../support-file.lifecycle';
import { SupportFilesStore } from '../support-files.store';
import { SupportMoves } from '../support-moves';
import { SupportRecordsStore } from '../support-records.store';
import { MakeAgreement } from './make-agreement.use-case';

const ADULT = 18;

/** Ends a file: after a death, for a minor who takes the support of orphans (B23), or by a confirmed exit (R3). */
@Injectable()
export class EndSupportFile {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly records: SupportRecordsStore,
    private readonly agreements: MakeAgreement,
    private readonly moves: SupportMoves,
    private readonly households: Households,
    private readonly sealed: SealedSupportWords,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `support-proposal-open`; 422 the day, `support-not-minor`; 412 */
  async execute(id: string, { reason, endedOn, note }: Ended): Promise<SupportFile> {
    const row = await this.store.get(id);
    if (supportFileLifecycle.rule(row.state, 'end')) {
      if (endedOn > this.clock.today()) throw invalid([{ field: 'endedOn', code: 'day-ahead' }]);
      if (endedOn < row.openedOn) throw invalid([{ field: 'endedOn', code: 'support-before-opening' }]);
      if (reason === 'orphan-support') await this.checkMinor(row, endedOn);
      if (await this.records.openProposal(id)) throw conflict('support-proposal-open');
    }
    return this.end(row, reason, endedOn, note);
  }

  /** The civil affairs have confirmed the exit. @throws AppError 409 `support-authority-ends` for all others; 412 */
  byExit(row: SupportFile, ground: string): Promise<SupportFile> {
    return this.end(row, 'exit', this.clock.today(), ground);
  }

  private async end(row: SupportFile, reason: SupportEnd, endedOn: string, note: string): Promise<SupportFile> {
    const { roles, userId } = this.transactions.actor;
    const endNoteCiphertext = await this.sealed.seal('support_files.end_note', row, note);
    const ended = await this.moves.make(
      row,
      'end',
      {
        ...{ endReason: reason, endedOn, endNoteCiphertext, endedBy: userId },
        ...{ nextVisitOn: null, reassessBy: null, changeCiphertext: null },
      },
      { facts: { exit: reason === 'exit', authority: roles.includes('officer') } },
    );
    await this.agreements.closeAll(ended, endedOn, note);
    return ended;
  }

  private async checkMinor({ memberId }: SupportFile, day: string): Promise<void> {
    const { birthDate } = await this.households.member(memberId);
    if (birthDate === null || ageOn(birthDate, day) >= ADULT)
      throw invalid([{ field: 'reason', code: 'support-not-minor' }]);
  }
}
