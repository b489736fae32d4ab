import { Injectable } from '@nestjs/common';
import { ContractSpending } from '../contracts';
import { Capacity } from './capacity.service';
import { OfferingsStore } from './offerings.store';
import type { ReserveRequest } from './reserve-request';

/** What an order binds until it is answered: a place of the offering, and money of the contract that pays (R73). */
@Injectable()
export class Reservations {
  constructor(
    private readonly store: OfferingsStore,
    private readonly capacity: Capacity,
    private readonly spending: ContractSpending,
  ) {}

  /**
   * Both or neither; a contract is bound where the places are unknown too.
   * @returns `reserved: false` when the capacity is unknown: ask first
   * @throws AppError 404; 409 `no-capacity`, `contract-not-running`, `contract-budget-spent`
   */
  async reserve(request: ReserveRequest): Promise<{ reserved: boolean }> {
    const answer = await this.capacity.reserve(request);
    const contractId = await this.contractOf(request.offeringId);
    if (contractId) await this.spending.commit(contractId, request.holderId);
    return answer;
  }

  /**
   * What one holder has bound is bound for another from now on, without a moment in which somebody else could take it.
   * @throws AppError 404; 410 `reservation-ended`; 409 as `reserve`
   */
  async handOver(offeringId: string, from: string, to: string, expiresAt: Date): Promise<void> {
    await this.capacity.handOver(from, to, expiresAt);
    await this.spending.release(from, 'handed-over');
    const contractId = await this.contractOf(offeringId);
    if (contractId) await this.spending.commit(contractId, to);
  }

  /** Whether the holder has a place that is not over. */
  holds(holderId: string): Promise<boolean> {
    return this.capacity.holds(holderId);
  }

  /** Gives all of it back. Doing it twice changes nothing. */
  async release(holderId: string, note: string): Promise<void> {
    await this.capacity.release(holderId, note);
    await this.spending.release(holderId, note);
  }

  /** The service is over: its place was used, money that no delivery took is free again. */
  async settle(holderId: string, note: string): Promise<void> {
    await this.spending.release(holderId, note);
  }

  /** The contract that pays for an offering today. @throws AppError 404 */
  async contractOf(offeringId: string): Promise<string | null> {
    const { payer, contractId } = await this.store.get(offeringId);
    return payer === 'contract' ? contractId : null;
  }
}
