import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import { ObligorNote } from './obligor-note';
import { ObligorsStore } from './obligors.store';

/** Seals a note that was written before notes were sealed; the migration that made the column asks for it once a row. */
@Injectable()
@DueHandler('seal-obligor-note')
export class SealObligorNote implements DueItemHandler {
  constructor(
    private readonly store: ObligorsStore,
    private readonly note: ObligorNote,
    private readonly audit: Audit,
  ) {}

  async handle({ subjectId: id }: DueItem): Promise<void> {
    const row = await this.store.unsealed(id);
    // An erasure was quicker.
    if (!row) return;
    const { householdId, note } = row;
    await this.store.keepSealed(id, await this.note.seal(row, note));
    const subject = { subjectType: 'obligor', subjectId: id, householdId };
    await this.audit.changed({ action: 'obligor.note-sealed', ...subject, fields: ['note'] });
  }
}
