import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Announcer } from '../announcer';
import { familyOf } from '../notices';
import { UnitAbove } from '../unit-above';

/** Nobody has reached, or helped, whom a scale called urgent (S16): the worker and the unit above hear of it. */
@Injectable()
@Subscriber('notify-assessment')
export class AssessmentNews implements EventSubscriber {
  readonly events = familyOf('assessment');

  constructor(
    private readonly above: UnitAbove,
    private readonly announcer: Announcer,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    const { householdId } = event;
    const unitId = householdId && (await this.above.ofHousehold(householdId));
    await this.announcer.announce(event, { householdId, unitId });
  }
}
