import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { invalid, notFound } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { EndCareAgreement, MakeCareAgreement } from '../dto/support-file.dto';
import { SealedSupportWords } from '../sealed-support-words';
import type { SupportAgreement } from '../support-agreement.entity';
import { supportAgreementLifecycle } from '../support-agreement.lifecycle';
import type { SupportFile } from '../support-file.entity';
import { supportFileLifecycle } from '../support-file.lifecycle';
import { SupportFilesStore } from '../support-files.store';
import { placeOf, SupportMoves } from '../support-moves';
import { SupportRecordsStore } from '../support-records.store';

/** Writes down a care agreement, and ends one with a reason; no two of a file run on the same day. */
@Injectable()
export class MakeAgreement {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly records: SupportRecordsStore,
    private readonly moves: SupportMoves,
    private readonly sealed: SealedSupportWords,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 422 the days, `support-agreement-overlaps`; 412 */
  async make(fileId: string, input: MakeCareAgreement): Promise<SupportFile> {
    const found = await this.store.get(fileId);
    const { carer, duties, signedOn, startsOn, untilOn } = input;
    if (supportFileLifecycle.rule(found.state, 'agree')) this.check(found, input);
    const row = await this.moves.make(found, 'agree', {}, { fields: ['carer', 'duties', 'startsOn', 'untilOn'] });
    const { householdId, districtCode } = row;
    const key = { id: newId(), householdId };
    await this.records.insertAgreement({
      ...{ ...key, fileId, districtCode, state: supportAgreementLifecycle.initial, signedOn, startsOn, untilOn },
      carerCiphertext: await this.sealed.seal('support_agreements.carer', key, carer),
      dutiesCiphertext: await this.sealed.seal('support_agreements.duties', key, duties),
      ...{ endedOn: null, endNoteCiphertext: null, recordedBy: this.transactions.actor.userId },
      ...{ recordedAt: this.clock.now(), version: 1 },
    });
    return row;
  }

  /** @throws AppError 404 `support-agreement-not-found`; 409 `move-not-allowed`; 422 the day; 412 */
  async end(fileId: string, { agreementId, endedOn, reason }: EndCareAgreement): Promise<SupportFile> {
    const file = await this.store.get(fileId);
    const one = (await this.records.agreements(fileId)).find(({ id }) => id === agreementId);
    if (!one) throw notFound('support-agreement-not-found');
    if (one.state === 'in-force' && (endedOn < one.startsOn || endedOn > one.untilOn))
      throw invalid([{ field: 'endedOn', code: 'support-agreement-day' }]);
    await this.close(file, one, endedOn, reason);
    return file;
  }

  /** All that still run on the last day of a file end with it. */
  async closeAll(file: SupportFile, lastDay: string, reason: string): Promise<void> {
    for (const one of await this.records.agreements(file.id)) {
      if (one.state !== 'in-force' || one.untilOn < lastDay) continue;
      await this.close(file, one, lastDay, reason);
    }
  }

  private async close(file: SupportFile, row: SupportAgreement, endedOn: string, reason: string): Promise<void> {
    const place = { ...placeOf(file), subjectId: row.id };
    const state = await this.lifecycles.move({
      ...{ lifecycle: supportAgreementLifecycle, ...place, from: row.state, move: 'end' },
    });
    const endNoteCiphertext = await this.sealed.seal('support_agreements.end_note', row, reason);
    await this.records.updateAgreement(row, { state, endedOn, endNoteCiphertext });
    const fields = ['state', 'endedOn'];
    await this.audit.changed({ action: 'support-agreement.ended', subjectType: 'support-agreement', ...place, fields });
  }

  private check({ openedOn }: SupportFile, { signedOn, startsOn, untilOn }: MakeCareAgreement): void {
    if (signedOn > this.clock.today()) throw invalid([{ field: 'signedOn', code: 'day-ahead' }]);
    if (untilOn < startsOn) throw invalid([{ field: 'untilOn', code: 'support-agreement-backwards' }]);
    if (untilOn < openedOn) throw invalid([{ field: 'untilOn', code: 'support-before-opening' }]);
  }
}
