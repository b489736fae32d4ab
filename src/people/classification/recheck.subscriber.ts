import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import type { RecheckGround } from './recheck.entity';
import { LookAgain } from './use-cases/look-again.use-case';

/** What an event may have changed of that which the rules ask about. */
const GROUNDS: Readonly<Record<string, RecheckGround>> = {
  'economy.changed': 'economy',
  'household.changed': 'members',
  'entitlement.changed': 'status',
  'assessment.completed': 'assessment',
};

/** News of a household that has a decision: somebody may have to look again before its date (R30, B11). */
@Injectable()
@Subscriber('classification-recheck')
export class RecheckOnChange implements EventSubscriber {
  readonly events = ['economy.changed', 'household.changed', 'entitlement.changed', 'assessment.completed'];

  constructor(private readonly lookAgain: LookAgain) {}

  async handle({ type, householdId }: DomainEvent): Promise<void> {
    const ground = GROUNDS[type];
    if (householdId !== null && ground !== undefined) await this.lookAgain.execute(householdId, ground);
  }
}
