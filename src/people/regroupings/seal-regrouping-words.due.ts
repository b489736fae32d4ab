import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import { RegroupingsStore } from './regroupings.store';
import { RegroupingWords } from './regrouping-words';

/** Seals words that were written before they were sealed; the migration that made the columns asks for it once a row. */
@Injectable()
@DueHandler('seal-regrouping-words')
export class SealRegroupingWords implements DueItemHandler {
  constructor(
    private readonly store: RegroupingsStore,
    private readonly words: RegroupingWords,
    private readonly audit: Audit,
  ) {}

  async handle({ subjectId: id }: DueItem): Promise<void> {
    const row = await this.store.unsealed(id);
    // An erasure was quicker.
    if (!row || (row.note === null && row.noAdultReason === null)) return;
    await this.store.keepSealed(id, {
      noteCiphertext: await this.words.seal('note', row, row.note),
      noAdultReasonCiphertext: await this.words.seal('noAdultReason', row, row.noAdultReason),
    });
    const { householdId, districtCode } = row;
    const subject = { subjectType: 'regrouping', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: 'regrouping.words-sealed', ...subject, fields: ['note', 'noAdultReason'] });
  }
}
