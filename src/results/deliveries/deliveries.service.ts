import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Sealer } from '../../platform/crypto';
import { Referrals } from '../../referral/referrals';
import { HouseholdLevels } from '../../people/households';
import { levelsOf, reaches } from '../../trust/access';
import { DeliveriesStore } from './deliveries.store';
import type { Delivery } from './delivery.entity';
import { type DeliveryView, viewDelivery } from './dto/delivery.view';

export const NOTE_PLACE = 'deliveries.note';

/** What was done for a referral, entry by entry. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly store: DeliveriesStore,
    private readonly referrals: Referrals,
    private readonly levels: HouseholdLevels,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
  ) {}

  /** By day; notes are opened for those who may read them. @throws AppError 404 `referral-not-found` */
  async ofReferral(referralId: string): Promise<DeliveryView[]> {
    await this.referrals.get(referralId);
    const views: DeliveryView[] = [];
    // One after the other: they share the connection of the transaction.
    for (const row of await this.store.ofReferral(referralId)) views.push(await this.view(row));
    return views;
  }

  /** @throws AppError 404 */
  async one(referralId: string, id: string): Promise<DeliveryView> {
    return this.view(await this.store.get(referralId, id));
  }

  /** Units of the entries that count. */
  async unitsOf(referralId: string): Promise<number> {
    const rows = await this.store.ofReferral(referralId);
    return rows.filter(({ correctedBy }) => correctedBy === null).reduce((sum, { units }) => sum + units, 0);
  }

  async view(delivery: Delivery): Promise<DeliveryView> {
    const { id, householdId, noteCiphertext } = delivery;
    const { roles, organisationId } = this.transactions.actor;
    // A provider reads what it wrote itself; the rows keep it to that.
    const levels = organisationId === null ? await this.levels.of(householdId) : levelsOf(roles, []);
    const open = noteCiphertext !== null && reaches(levels['service-notes'], 'full');
    const note = open ? await this.sealer.open(householdId, NOTE_PLACE, id, noteCiphertext) : null;
    return viewDelivery(delivery, note, levels);
  }
}
