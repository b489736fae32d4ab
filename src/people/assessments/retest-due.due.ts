import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler, Events } from '../../platform/queue';
import { Households } from '../households';
import { AssessmentsStore } from './assessments.store';
import { RetestsStore } from './retests.store';

/** Tells the one who leads the case that a scale is to be asked again; nothing where somebody has asked already. */
@Injectable()
class RetestNews {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly retests: RetestsStore,
    private readonly households: Households,
    private readonly events: Events,
  ) {}

  async tell({ subjectId, districtCode }: DueItem, type: 'retest.due' | 'retest.overdue'): Promise<void> {
    const { householdId, version } = await this.store.get(subjectId);
    if (await this.retests.isSuperseded(subjectId)) return;
    // A file that was closed meanwhile is nobody's to look at.
    if ((await this.households.unrecorded(householdId)).state !== 'active') return;
    await this.events.publish({ type, aggregateId: subjectId, aggregateVersion: version, householdId, districtCode });
  }
}

/** The first day of the next test has come. */
@DueHandler('retest')
export class RetestDue implements DueItemHandler {
  constructor(private readonly news: RetestNews) {}

  handle(item: DueItem): Promise<void> {
    return this.news.tell(item, 'retest.due');
  }
}

/** Its last day has come, and nobody has asked. */
@DueHandler('retest-overdue')
export class RetestOverdue implements DueItemHandler {
  constructor(private readonly news: RetestNews) {}

  handle(item: DueItem): Promise<void> {
    return this.news.tell(item, 'retest.overdue');
  }
}

export const retestHandlers = [RetestNews, RetestDue, RetestOverdue];
