import { Injectable } from '@nestjs/common';
import { Events } from '../../../platform/queue';
import { Taxonomy } from '../../../reference/taxonomy';
import { Audit, diffOf } from '../../../trust/audit';
import type { Need } from '../need.entity';
import { NeedsStore } from '../needs.store';
import { MoveNeed } from './move-need.use-case';

/** Puts a version of a need into the file, in place of an older one where there is one, with record and news (A11). */
@Injectable()
export class AddVersion {
  constructor(
    private readonly store: NeedsStore,
    private readonly moveNeed: MoveNeed,
    private readonly taxonomy: Taxonomy,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @param restricted a restricted flag speaks for it: the news name no code (B30, B31) */
  async execute(need: Need, older: Need | null, { restricted = false } = {}): Promise<Need> {
    const { id, householdId, districtCode, regionPath, code, severity } = need;
    await this.store.insert(need);
    if (older) await this.moveNeed.execute(older, 'replace', need.id, { replacedBy: id });
    const subject = { subjectType: 'need', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'need.found', ...subject, changes: diffOf(null, need) });
    await this.events.publish({
      type: 'need.found',
      aggregateId: id,
      aggregateVersion: 1,
      householdId,
      districtCode,
      data: {
        code: restricted || older?.restricted ? null : this.taxonomy.speakable(code),
        severity,
        replaces: older?.id ?? null,
      },
    });
    return need;
  }
}
