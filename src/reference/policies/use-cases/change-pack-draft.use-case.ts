import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { ChangePackDraft as Input } from '../dto/pack-draft.dto';
import type { PackDraft } from '../pack-draft.entity';
import { PackDrafts } from '../pack-drafts.service';
import { PackDraftsStore } from '../pack-drafts.store';
import { Policies } from '../policies.service';

/** Puts changes in the place of those that a draft had, once they make a pack (R2). */
@Injectable()
export class ChangePackDraft {
  constructor(
    private readonly store: PackDraftsStore,
    private readonly drafts: PackDrafts,
    private readonly policies: Policies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `pack-draft-dropped`, `pack-draft-adopted`; 412; 422 `pack-check` */
  async execute(id: string, version: number, { changes }: Input): Promise<PackDraft> {
    const draft = await this.store.get(id);
    if (draft.state === 'dropped') throw conflict('pack-draft-dropped');
    if (draft.state === 'adopted') throw conflict('pack-draft-adopted');
    const base = this.policies.pack(draft.baseCode);
    this.drafts.check(base, changes);
    await this.store.update(id, version, { changes, baseVersion: base.version, changedAt: this.clock.now() });
    const subject = { subjectType: 'pack-draft', subjectId: id, districtCode: draft.districtCode };
    await this.audit.changed({ action: 'pack-draft.changed', ...subject, fields: ['changes'] });
    return this.store.get(id);
  }
}
