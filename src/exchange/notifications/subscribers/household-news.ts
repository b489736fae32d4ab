import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Announcer } from '../announcer';
import { familyOf } from '../notices';

const ownerIn = ({ data }: DomainEvent) => (typeof data.ownerAccountId === 'string' ? data.ownerAccountId : null);

/** Events that say by themselves which household they concern; the worker is the leader of its case. */
abstract class HouseholdNews implements EventSubscriber {
  abstract readonly events: readonly string[];

  constructor(private readonly announcer: Announcer) {}

  handle(event: DomainEvent): Promise<void> {
    const { accountIds, toUnitId } = event.data;
    return this.announcer.announce(event, {
      householdId: event.householdId,
      ownerAccountId: ownerIn(event),
      accountIds: Array.isArray(accountIds) ? (accountIds as string[]) : [],
      unitId: typeof toUnitId === 'string' ? toUnitId : null,
    });
  }
}

@Injectable()
@Subscriber('notify-case')
export class CaseNews extends HouseholdNews {
  readonly events = familyOf('case');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}

@Injectable()
@Subscriber('notify-consent')
export class ConsentNews extends HouseholdNews {
  readonly events = familyOf('consent');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}

@Injectable()
@Subscriber('notify-plan')
export class PlanNews extends HouseholdNews {
  readonly events = familyOf('plan');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}

@Injectable()
@Subscriber('notify-evaluation')
export class EvaluationNews extends HouseholdNews {
  readonly events = familyOf('evaluation', 'follow-up');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}

@Injectable()
@Subscriber('notify-rights')
export class RightsNews extends HouseholdNews {
  readonly events = familyOf('rights-request');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}

@Injectable()
@Subscriber('notify-dates')
export class DateNews extends HouseholdNews {
  readonly events = familyOf('recheck', 'retest', 'clock', 'urgent-papers');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}

@Injectable()
@Subscriber('notify-commitment')
export class CommitmentNews extends HouseholdNews {
  readonly events = familyOf('commitment');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}

@Injectable()
@Subscriber('notify-application')
export class ApplicationNews extends HouseholdNews {
  readonly events = familyOf('application');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}

@Injectable()
@Subscriber('notify-waiting-list')
export class WaitingListNews extends HouseholdNews {
  readonly events = familyOf('waiting-list');

  constructor(announcer: Announcer) {
    super(announcer);
  }
}
