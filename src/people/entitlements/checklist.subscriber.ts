import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { PrepareChecklist } from './use-cases/prepare-checklist.use-case';

/** Every household has the checklist (R7): made when its file is opened, completed when members or class change. */
@Subscriber('entitlements-checklist')
export class ChecklistSubscriber implements EventSubscriber {
  readonly events = ['household.created', 'household.changed', 'classification.confirmed', 'classification.taken-back'];

  constructor(private readonly prepareChecklist: PrepareChecklist) {}

  async handle({ householdId }: DomainEvent): Promise<void> {
    if (householdId) await this.prepareChecklist.execute(householdId);
  }
}
