import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Delivery } from './delivery.entity';

/** Rows of deliveries; who cannot reach the referral cannot reach them. */
@Injectable()
export class DeliveriesStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(delivery: Delivery): Promise<void> {
    await this.transactions.manager.insert(Delivery, delivery);
  }

  /** By day, corrected entries among them. */
  ofReferral(referralId: string): Promise<Delivery[]> {
    return this.transactions.manager.find(Delivery, {
      where: { referralId },
      order: { deliveredOn: 'ASC', recordedAt: 'ASC', id: 'ASC' },
    });
  }

  /** @throws AppError 404 `delivery-not-found` */
  async get(referralId: string, id: string): Promise<Delivery> {
    const delivery = await this.transactions.manager.findOneBy(Delivery, { id, referralId });
    if (!delivery) throw notFound('delivery-not-found');
    return delivery;
  }

  /** @returns whether it was this entry's first correction */
  async markCorrected(id: string, correctedBy: string): Promise<boolean> {
    const rows = this.transactions.manager.createQueryBuilder().update(Delivery).set({ correctedBy });
    const result = await rows.where('id = :id and corrected_by is null', { id }).execute();
    return result.affected === 1;
  }
}
