import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { MakePackDraft as Input } from '../dto/pack-draft.dto';
import type { PackDraft } from '../pack-draft.entity';
import { PackDrafts } from '../pack-drafts.service';
import { PackDraftsStore } from '../pack-drafts.store';
import { Policies } from '../policies.service';

/** Opens a draft on a pack; nobody runs on it (R2). */
@Injectable()
export class MakePackDraft {
  constructor(
    private readonly store: PackDraftsStore,
    private readonly drafts: PackDrafts,
    private readonly policies: Policies,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `pack-not-found`; 422 `district-needed`, `pack-check` */
  async execute({ name, packCode, changes }: Input): Promise<PackDraft> {
    const { districtCodes, userId } = this.transactions.actor;
    const [districtCode] = districtCodes;
    if (districtCode === undefined || districtCodes.length > 1 || userId === null)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const base = packCode === undefined ? this.policies.current(districtCode) : this.policies.pack(packCode);
    this.drafts.check(base, changes);
    const now = this.clock.now();
    const draft: PackDraft = {
      ...{ id: newId(), number: await this.numbers.nextNumber('PD'), districtCode, name, changes, state: 'open' },
      ...{ baseCode: base.heads.at(-1)!.code, baseVersion: base.version },
      ...{ madeBy: userId, madeAt: now, changedAt: now, droppedAt: null, version: 1 },
    };
    await this.store.insert(draft);
    const subject = { subjectType: 'pack-draft', subjectId: draft.id, districtCode };
    await this.audit.changed({ action: 'pack-draft.made', ...subject, fields: ['name', 'changes'] });
    return draft;
  }
}
