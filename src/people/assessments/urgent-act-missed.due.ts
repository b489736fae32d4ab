import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler, Events } from '../../platform/queue';
import { AssessmentsStore } from './assessments.store';
import { type UrgentAct, urgentActs } from './urgent-acts';

/** Silence after a red result has an end: the news that nobody has acted in time goes out, to be told upwards. */
@Injectable()
class MissedActs {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly events: Events,
  ) {}

  async tell({ subjectId, districtCode }: DueItem, act: UrgentAct): Promise<void> {
    const { householdId, version } = await this.store.get(subjectId);
    const type = urgentActs[act].missed;
    await this.events.publish({ type, aggregateId: subjectId, aggregateVersion: version, householdId, districtCode });
  }
}

@DueHandler('urgent-contact')
export class ContactMissed implements DueItemHandler {
  constructor(private readonly missedActs: MissedActs) {}

  handle(item: DueItem): Promise<void> {
    return this.missedActs.tell(item, 'contact');
  }
}

@DueHandler('urgent-aid')
export class AidMissed implements DueItemHandler {
  constructor(private readonly missedActs: MissedActs) {}

  handle(item: DueItem): Promise<void> {
    return this.missedActs.tell(item, 'aid');
  }
}

export const urgentActHandlers = [MissedActs, ContactMissed, AidMissed];
