import { Injectable } from '@nestjs/common';
import { Audit } from '../../../trust/audit';
import { AssessmentsStore } from '../assessments.store';

/**
 * What the latest scales say of a person goes along into another file, so that what they can and cannot do is not asked
 * again (B23, R99). The raw answers stay where they were given (C3), and so does whatever is for a protected team (R46).
 */
@Injectable()
export class CarryAssessments {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly audit: Audit,
  ) {}

  /** @param people members before → after @returns ids of the copies */
  async execute(fromId: string, toId: string, people: ReadonlyMap<string, string>): Promise<string[]> {
    const ids = await this.store.copyResults(fromId, toId, people);
    for (const subjectId of ids)
      await this.audit.changed({
        ...{ action: 'assessment.carried', subjectType: 'assessment', subjectId, householdId: toId },
      });
    return ids;
  }
}
