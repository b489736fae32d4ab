import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import type { Classification } from './classification.entity';
import { ClassificationsStore } from './classifications.store';
import type { ClassificationQuery } from './dto/classification.dto';

/** Proposals and decisions on the class of a household (R11). */
@Injectable()
export class Classifications {
  constructor(private readonly store: ClassificationsStore) {}

  /** @throws AppError 404 `classification-not-found` */
  get(id: string): Promise<Classification> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(householdId: string): Promise<Classification[]> {
    return this.store.ofHousehold(householdId);
  }

  /** Proposals of all households in reach that wait for a person, the longest waiting first (R3). */
  waiting(query: ClassificationQuery): Promise<Page<Classification>> {
    return this.store.waiting(query);
  }

  countWaiting(): Promise<number> {
    return this.store.countWaiting();
  }

  /** The decision in force; null until a person has confirmed one. */
  async current(householdId: string): Promise<Classification | null> {
    const [confirmed] = await this.store.inState(householdId, 'confirmed');
    return confirmed ?? null;
  }
}
