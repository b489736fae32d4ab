import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Taxonomy } from '../../../reference/taxonomy';
import { Audit } from '../../../trust/audit';
import type { ShowNeedInput } from '../dto/need.dto';
import { KnownNeeds } from '../known-needs';
import type { Need } from '../need.entity';
import { NeedsStore } from '../needs.store';

/**
 * Lets the household's own page show a restricted need, or takes it back. Until somebody of the team has found it safe
 * nothing of it stands there: the person at the screen may be the abuser (C3, B31).
 */
@Injectable()
export class ShowNeed {
  constructor(
    private readonly store: NeedsStore,
    private readonly known: KnownNeeds,
    private readonly taxonomy: Taxonomy,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404; 409 `need-not-restricted`; 412 */
  async execute(id: string, { shown }: ShowNeedInput): Promise<Need> {
    const need = await this.known.get(id);
    if (!this.taxonomy.restricted(need.code) && need.restricted !== true) throw conflict('need-not-restricted');
    const marked = await this.store.update(need, { shownToHousehold: shown });
    const { householdId, districtCode, regionPath } = need;
    const subject = { subjectType: 'need', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'need.changed', ...subject, fields: ['shownToHousehold'] });
    return marked;
  }
}
