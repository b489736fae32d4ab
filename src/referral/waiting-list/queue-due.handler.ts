import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { EndWaits } from './end-waits';
import { TendQueue } from './tend-queue';

/** A held place that nobody took goes to the next; its end may be noticed late, but nobody can take it after it. */
@Injectable()
@DueHandler('waiting-list-hold')
export class HoldOver implements DueItemHandler {
  constructor(private readonly ending: EndWaits) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    await this.ending.lapse(subjectId);
  }
}

/** While somebody waits the machine looks by itself too: a new month opens places; what is left of a queue that ends goes on. */
@Injectable()
@DueHandler('waiting-list-look')
export class LookAtQueue implements DueItemHandler {
  constructor(private readonly tending: TendQueue) {}

  async handle({ subjectId, kind }: DueItem): Promise<void> {
    await this.tending.execute(subjectId, kind);
  }
}
