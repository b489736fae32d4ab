import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { Applications } from '../../applications';
import { Households } from '../../households';
import type { OpenSupportFile as Opened } from '../dto/support-file.dto';
import { SealedSupportWords } from '../sealed-support-words';
import type { SupportFile } from '../support-file.entity';
import { supportFileLifecycle } from '../support-file.lifecycle';
import { SupportFiles } from '../support-files.service';
import { SupportFilesStore } from '../support-files.store';
import { placeOf } from '../support-moves';
import { VisitRhythm } from '../visit-rhythm';

/** Opens the file of a person to whom the support for extreme difficulty was granted (B21, B22); one is open for a person. */
@Injectable()
export class OpenSupportFile {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly files: SupportFiles,
    private readonly applications: Applications,
    private readonly households: Households,
    private readonly sealed: SealedSupportWords,
    private readonly rhythm: VisitRhythm,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `support-file-open`, `support-application-used`, `support-household-closed`; 422 nothing granted, day */
  async execute(householdId: string, input: Opened): Promise<SupportFile> {
    const household = await this.households.unrecorded(householdId);
    if (household.state !== 'active') throw conflict('support-household-closed');
    await this.store.lock(householdId);
    const { memberId, applicationId } = await this.granted(householdId, input);
    const openedOn = input.openedOn ?? this.clock.today();
    if (openedOn > this.clock.today()) throw invalid([{ field: 'openedOn', code: 'day-ahead' }]);
    if (await this.store.isOpen(memberId)) throw conflict('support-file-open');
    const { districtCode, regionPath } = household;
    const key = { id: newId(), householdId };
    const start = { districtCode, form: input.form, careLevel: null };
    const row: SupportFile = {
      ...{ ...key, ...start, number: await this.numbers.nextNumber('SF'), regionPath, memberId, applicationId },
      ...{ state: supportFileLifecycle.initial, assessedOn: null, changeCiphertext: null, reassessBy: null },
      placeCiphertext: await this.sealed.seal('support_files.place', key, input.place),
      ...{ nextVisitOn: this.rhythm.next(openedOn, start), openedOn, openedBy: this.transactions.actor.userId },
      ...{ openedAt: this.clock.now(), endReason: null, endedOn: null, endNoteCiphertext: null, endedBy: null },
      version: 1,
    };
    await this.store.insert(row);
    const fields = ['memberId', 'form', 'place', 'openedOn'];
    await this.audit.changed({ action: 'support-file.opened', subjectType: 'support-file', ...placeOf(row), fields });
    return row;
  }

  private async granted(
    householdId: string,
    { applicationId, memberId }: Opened,
  ): Promise<{ memberId: string; applicationId: string | null }> {
    if (memberId !== undefined && (await this.store.isOpen(memberId))) throw conflict('support-file-open');
    if (applicationId !== undefined) {
      const all = await this.applications.ofHousehold(householdId);
      const file = (await this.store.ofHousehold(householdId)).find((one) => one.applicationId === applicationId);
      if (file) throw conflict(file.state === 'open' ? 'support-file-open' : 'support-application-used');
      const named = all.find(({ id }) => id === applicationId);
      if (named && memberId !== undefined && named.applicantId !== memberId)
        throw invalid([{ field: 'memberId', code: 'support-not-granted' }]);
    }
    const eligible = (await this.files.eligible(householdId)).filter(
      (one) =>
        (memberId === undefined || one.memberId === memberId) &&
        (applicationId === undefined || one.applicationId === applicationId),
    );
    const [found] = eligible;
    if (!found) {
      const field = applicationId === undefined ? 'memberId' : 'applicationId';
      throw invalid([{ field, code: 'support-not-granted' }]);
    }
    return found;
  }
}
