import { Injectable } from '@nestjs/common';
import {
  type DomainEvent,
  DueHandler,
  type DueItem,
  type DueItemHandler,
  Events,
  type EventSubscriber,
  Subscriber,
} from '../../platform/queue';
import { ClosedFiles } from './closed-files';
import { RetentionDates } from './retention-dates';
import { rightsRequestLifecycle } from './rights-request.lifecycle';
import { RightsRequestsStore } from './rights-requests.store';

/** A person has granted the deletion of a file: it is closed at once, and erased when no law wants it kept. */
@Injectable()
@Subscriber('rights-close-file')
export class CloseFile implements EventSubscriber {
  readonly events = ['rights-request.deletion-granted'];

  constructor(
    private readonly store: RightsRequestsStore,
    private readonly files: ClosedFiles,
    private readonly retention: RetentionDates,
  ) {}

  async handle({ aggregateId }: DomainEvent): Promise<void> {
    const { id, householdId, districtCode, eraseAfter } = await this.store.get(aggregateId);
    const kept = await this.retention.of(householdId, districtCode);
    await this.files.freeze(householdId, { ...kept, eraseAfter: eraseAfter ?? kept.eraseAfter }, id);
  }
}

/** The day has come on which no law wants a frozen file kept any more. */
@Injectable()
@DueHandler('file-erasure')
export class EraseFile implements DueItemHandler {
  constructor(private readonly files: ClosedFiles) {}

  handle({ subjectId }: DueItem): Promise<void> {
    return this.files.erase(subjectId);
  }
}

/** Before the last day the owner of a request is reminded. */
@Injectable()
@DueHandler('rights-request-reminder')
export class RightsReminder implements DueItemHandler {
  constructor(
    private readonly store: RightsRequestsStore,
    private readonly events: Events,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const { id, version, householdId, districtCode, state, kind, ownerAccountId } = await this.store.get(subjectId);
    if (rightsRequestLifecycle.isFinal(state)) return;
    await this.events.publish({
      type: 'rights-request.due',
      aggregateId: id,
      aggregateVersion: version,
      householdId,
      districtCode,
      data: { kind, ownerAccountId },
    });
  }
}
