import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { Capacity } from './capacity.service';

/** A reservation ends by itself at its hour, whether or not its holder has noticed (design 3). */
@Injectable()
@DueHandler('capacity-reservation')
export class ReservationDue implements DueItemHandler {
  constructor(private readonly capacity: Capacity) {}

  async handle(item: DueItem): Promise<void> {
    await this.capacity.expireHolder(item.subjectId);
  }
}
