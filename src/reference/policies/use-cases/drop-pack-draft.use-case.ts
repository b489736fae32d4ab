import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { PackDraftsStore } from '../pack-drafts.store';

/** Drops a draft; what was simulated by it goes with it. */
@Injectable()
export class DropPackDraft {
  constructor(
    private readonly store: PackDraftsStore,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** One that is dropped already stays as it is. @throws AppError 404; 409 `pack-draft-adopted`; 412 when it was changed meanwhile */
  async execute(id: string): Promise<void> {
    const { state, version, districtCode } = await this.store.get(id);
    if (state === 'dropped') return;
    if (state === 'adopted') throw conflict('pack-draft-adopted');
    const now = this.clock.now();
    await this.store.update(id, version, { state: 'dropped', droppedAt: now, changedAt: now });
    await this.audit.changed({
      ...{ action: 'pack-draft.dropped', subjectType: 'pack-draft', subjectId: id, districtCode },
      fields: ['state'],
    });
    await this.events.publish({
      ...{ type: 'pack-draft.dropped', aggregateId: id, aggregateVersion: version + 1, districtCode },
    });
  }
}
