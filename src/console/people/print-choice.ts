import { Injectable } from '@nestjs/common';
import { BatchPrints, FILES_AT_ONCE, MOST_FILES } from '../../exchange/batch-prints';
import type { Actor } from '../../platform/database';
import { allows } from '../../trust/access';
import { emptyForm, pageLocale } from '../shell';

/** Below a list of files: which paper to print for those that were ticked, or for all that the page shows. */
@Injectable()
export class PrintChoice {
  constructor(private readonly prints: BatchPrints) {}

  /** Null for those who print nothing, or who would have to say first in which district. */
  of(actor: Actor, householdIds: readonly string[]) {
    if (householdIds.length === 0 || actor.districtCodes.length !== 1) return null;
    if (!allows(actor.roles, 'households:print')) return null;
    return {
      ...{ form: emptyForm(), listed: [...new Set(householdIds)], atOnce: FILES_AT_ONCE, most: MOST_FILES },
      papers: this.prints
        .papers()
        .map((paper) => ({ value: paper.code, text: pageLocale() === 'en' ? paper.en : paper.zh })),
    };
  }
}
