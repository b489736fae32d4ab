import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { type Referral, Referrals, StartReferral } from '../../../referral/referrals';
import { ContractSpending } from '../../../supply/contracts';
import { Reservations } from '../../../supply/offerings';
import { NOTE_PLACE } from '../deliveries.service';
import { DeliveriesStore } from '../deliveries.store';
import { DeliveryNews } from '../delivery-news';
import type { Delivery } from '../delivery.entity';
import type { RecordDelivery as RecordInput } from '../dto/delivery.dto';

/** Writes down a piece of service while it runs; the first one begins it. Entries are corrected, never changed (R21). */
@Injectable()
export class RecordDelivery {
  constructor(
    private readonly referrals: Referrals,
    private readonly starting: StartReferral,
    private readonly store: DeliveriesStore,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly news: DeliveryNews,
    private readonly reservations: Reservations,
    private readonly spending: ContractSpending,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `delivery-not-in-service`, `delivery-corrected`, `contract-*`; 422 `delivery-in-future` */
  async execute(referralId: string, input: RecordInput): Promise<Delivery> {
    if (input.deliveredOn > this.clock.today()) throw invalid([{ field: 'deliveredOn', code: 'delivery-in-future' }]);
    const referral = await this.served(referralId);
    const delivery = await this.write(referral, input);
    if (input.corrects) await this.replace(referralId, input.corrects, delivery.id);
    await this.pay(referral, delivery, input.corrects ?? null);
    await this.news.tell(referral, delivery, input.corrects ?? null);
    return delivery;
  }

  private async served(referralId: string): Promise<Referral> {
    const referral = await this.referrals.lock(referralId);
    if (referral.state === 'accepted' || referral.state === 'scheduled') return this.starting.execute(referralId);
    if (referral.state !== 'in-service') throw conflict('delivery-not-in-service');
    return referral;
  }

  private async write({ id: referralId, providerId, householdId }: Referral, input: RecordInput): Promise<Delivery> {
    const id = newId();
    const { userId, displayName } = this.transactions.actor;
    const delivery: Delivery = {
      ...{ id, referralId, providerId, householdId, deliveredOn: input.deliveredOn, units: input.units },
      noteCiphertext: input.note ? await this.sealer.seal(householdId, NOTE_PLACE, id, input.note) : null,
      ...{ recordedBy: userId, recordedByName: displayName, recordedAt: this.clock.now(), correctedBy: null },
    };
    await this.store.insert(delivery);
    return delivery;
  }

  private async replace(referralId: string, oldId: string, newEntry: string): Promise<void> {
    const old = await this.store.get(referralId, oldId);
    if (!(await this.store.markCorrected(old.id, newEntry))) throw conflict('delivery-corrected');
  }

  /** The contract pays in the same transaction, or nothing is written (R73, R74). */
  private async pay(referral: Referral, { id: sourceId, units, deliveredOn: day }: Delivery, corrects: string | null) {
    const contractId = await this.reservations.contractOf(referral.offeringId);
    await this.spending.spend({ contractId, holderId: referral.id, sourceId, units, day, corrects });
  }
}
