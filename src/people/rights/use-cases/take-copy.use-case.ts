import { Injectable } from '@nestjs/common';
import { conflict, gone } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Taxonomy } from '../../../reference/taxonomy';
import { Audit } from '../../../trust/audit';
import { SubjectCopies } from '../../../trust/copies';
import type { HouseholdCopy } from '../dto/rights-request.view';
import { RightsRequestsStore } from '../rights-requests.store';

export type CopyForm = 'file' | 'page';

/**
 * Hands the copy over, once in each form, to the household itself or to the worker who passes it on (PIPL 45). It is made
 * at that moment and kept nowhere. Services whose very name harms are not in it: whoever looks on may be the abuser (C3).
 */
@Injectable()
export class TakeCopy {
  constructor(
    private readonly store: RightsRequestsStore,
    private readonly copies: SubjectCopies,
    private readonly taxonomy: Taxonomy,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `rights-no-copy`; 410 `rights-copy-expired`, `rights-copy-taken`; 412 */
  async execute(id: string, form: CopyForm): Promise<HouseholdCopy> {
    const row = await this.store.get(id);
    const { householdId, districtCode, regionPath, copyUntil, number } = row;
    const now = this.clock.now();
    if (!copyUntil) throw conflict('rights-no-copy');
    if (copyUntil <= now) throw gone('rights-copy-expired');
    if (form === 'file' ? row.copyFileTakenAt : row.copyPageTakenAt) throw gone('rights-copy-taken');
    await this.store.update(row, form === 'file' ? { copyFileTakenAt: now } : { copyPageTakenAt: now });
    const withheldCodes = this.taxonomy
      .all()
      .filter(({ restricted }) => restricted)
      .map(({ code }) => code);
    const sections = await this.copies.collect({ householdId, districtCode, withheldCodes });
    const place = { subjectType: 'rights-request', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.read({ action: 'household.copy-taken', ...place, fields: [form] });
    return {
      format: 'yuanlian-household-copy/1',
      madeAt: now.toISOString(),
      requestNumber: number,
      sections,
      leftOut: ['third-party-words', 'raw-answers', 'protected-services'],
    };
  }
}
