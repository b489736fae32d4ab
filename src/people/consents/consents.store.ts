import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { Consent } from './consent.entity';

/** Rows of consents; who cannot reach the household cannot reach them. */
@Injectable()
export class ConsentsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(consent: Consent): Promise<void> {
    await this.transactions.manager.insert(Consent, consent);
  }

  /** @throws AppError 404 `consent-not-found` */
  async get(id: string): Promise<Consent> {
    const consent = await this.transactions.manager.findOneBy(Consent, { id });
    if (!consent) throw notFound('consent-not-found');
    return consent;
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<Consent[]> {
    return this.transactions.manager.find(Consent, { where: { householdId }, order: { askedAt: 'DESC', id: 'DESC' } });
  }

  /** Of many households, newest first. */
  ofHouseholds(householdIds: readonly string[]): Promise<Consent[]> {
    const where = { householdId: In([...new Set(householdIds)]) };
    return this.transactions.manager.find(Consent, { where, order: { askedAt: 'DESC', id: 'DESC' } });
  }

  /** In the order of the sheet. */
  ofSitting(sittingId: string): Promise<Consent[]> {
    return this.transactions.manager.find(Consent, { where: { sittingId }, order: { id: 'ASC' } });
  }

  given(householdId: string): Promise<Consent[]> {
    return this.transactions.manager.find(Consent, {
      where: { householdId, state: 'given' },
      order: { givenAt: 'DESC', id: 'DESC' },
    });
  }

  /** Writes the row as it stands in `consent` now, if its state is still `from`. @throws AppError 412 */
  async move(consent: Consent, from: Consent['state'], changes: Partial<Consent>): Promise<Consent> {
    const { id, version } = consent;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Consent, { id, version, state: from }, next);
    if (result.affected !== 1) throw stale();
    return { ...consent, ...next };
  }
}
