import { Injectable } from '@nestjs/common';
import { Lifecycles, type MoveFacts } from '../../platform/lifecycle';
import { Audit } from '../../trust/audit';
import type { SupportFile } from './support-file.entity';
import { supportFileLifecycle, type SupportFileMove } from './support-file.lifecycle';
import { SupportFilesStore } from './support-files.store';

/** What a file and all that hangs on it are recorded under. */
export const placeOf = ({ id: subjectId, householdId, districtCode, regionPath }: SupportFile) => ({
  ...{ subjectId, householdId, districtCode, regionPath },
});

/** One move of a file with all that belongs to it: row, log, record. */
@Injectable()
export class SupportMoves {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly lifecycles: Lifecycles,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed` or the code of the guard; 412 when somebody else was first */
  async make(
    row: SupportFile,
    move: SupportFileMove,
    changes: Partial<SupportFile> = {},
    { facts, fields = [] }: { facts?: MoveFacts; fields?: readonly string[] } = {},
  ): Promise<SupportFile> {
    const place = placeOf(row);
    const state = await this.lifecycles.move({
      lifecycle: supportFileLifecycle,
      ...place,
      from: row.state,
      move,
      facts,
    });
    await this.store.update(row, { ...changes, state });
    const changed = [...new Set([...Object.keys(changes), ...fields])];
    await this.audit.changed({
      ...{ action: `support-file.${move}`, subjectType: 'support-file', ...place, fields: changed },
    });
    return this.store.get(row.id);
  }
}
