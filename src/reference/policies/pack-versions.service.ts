import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import type { PackDraft } from './pack-draft.entity';
import { PackDraftsStore } from './pack-drafts.store';
import type { PackVersion } from './pack-version.entity';
import { PackVersionsStore } from './pack-versions.store';

/** What is kept of a version, beside its dates. */
export type KeptVersion = Pick<PackVersion, 'code' | 'districtCode' | 'effectiveFrom' | 'content' | 'digest'>;

/** Puts a version of a pack in force and takes it back; who may, and when, the room above decides (R2). */
@Injectable()
export class PackVersions {
  constructor(
    private readonly drafts: PackDraftsStore,
    private readonly store: PackVersionsStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Keeps the version; its draft can be changed no more. @throws AppError 412 when the draft was changed meanwhile */
  async keep(version: KeptVersion, draft: Pick<PackDraft, 'id' | 'version'>): Promise<void> {
    const now = this.clock.now();
    await this.drafts.update(draft.id, draft.version, { state: 'adopted', changedAt: now });
    const row: PackVersion = { id: newId(), ...version, adoptedAt: now, withdrawnAt: null };
    await this.store.insert(row);
    await this.record('pack-version.adopted', row.id, version.districtCode);
    await this.record('pack-draft.adopted', draft.id, version.districtCode);
  }

  /** The district runs on what it ran on before; the draft is open again. @throws AppError 412 when it was done already */
  async withdraw(code: string, draftId: string): Promise<void> {
    const now = this.clock.now();
    const row = await this.store.withdraw(code, now);
    const { version } = await this.drafts.get(draftId);
    await this.drafts.update(draftId, version, { state: 'open', changedAt: now });
    await this.record('pack-version.withdrawn', row.id, row.districtCode);
    await this.record('pack-draft.reopened', draftId, row.districtCode);
  }

  private async record(action: string, subjectId: string, districtCode: string): Promise<void> {
    const subjectType = action.split('.')[0]!;
    await this.audit.changed({ action, subjectType, subjectId, districtCode, fields: ['state'] });
  }
}
