import { Injectable } from '@nestjs/common';
import type { Classification } from './classification.entity';
import { ClassificationsStore } from './classifications.store';

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

  /** The decision in force; null until a person has confirmed one. */
  async current(householdId: string): Promise<Classification | null> {
    const [confirmed] = await this.store.inState(householdId, 'confirmed');
    return confirmed ?? null;
  }
}
