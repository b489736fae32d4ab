import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { ConsentSitting } from './consent-sitting.entity';
import type { Consent } from './consent.entity';
import { ConsentsStore } from './consents.store';
import { receiptDigest } from './receipt';

/** A sitting with its lines. */
export interface SittingSheet {
  sitting: ConsentSitting;
  lines: Consent[];
}

/** A receipt as it stands on file. */
export interface Receipt extends SittingSheet {
  digest: string;
  /** Whether the rows still say what was said on that day. */
  intact: boolean;
}

/** Sittings and their receipts (R98). */
@Injectable()
export class ConsentSittings {
  constructor(
    private readonly store: ConsentsStore,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** A sitting without lines yet. */
  async open(householdId: string, districtCode: string, textVersion: string): Promise<ConsentSitting> {
    const askedAt = this.clock.now();
    const asked = { id: newId(), householdId, districtCode, textVersion, askedAt };
    const sitting: ConsentSitting = { ...asked, answeredAt: null, receiptDigest: null, version: 1 };
    await this.transactions.manager.insert(ConsentSitting, sitting);
    await this.recorded(sitting, 'consent-sitting.asked', ['textVersion', 'askedAt']);
    return sitting;
  }

  /** @throws AppError 404 `consent-sitting-not-found` */
  async get(id: string): Promise<SittingSheet> {
    const sitting = await this.transactions.manager.findOneBy(ConsentSitting, { id });
    if (!sitting) throw notFound('consent-sitting-not-found');
    return { sitting, lines: await this.store.ofSitting(id) };
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<ConsentSitting[]> {
    const order = { askedAt: 'DESC', id: 'DESC' } as const;
    return this.transactions.manager.find(ConsentSitting, { where: { householdId }, order });
  }

  /** Writes the receipt once no line waits any more; before that, and for consents older than sittings, does nothing. */
  async settle(id: string | null): Promise<void> {
    if (id === null) return;
    const { sitting, lines } = await this.get(id);
    if (sitting.receiptDigest !== null || lines.some(({ state }) => state === 'asked')) return;
    const answered = { answeredAt: this.clock.now(), receiptDigest: receiptDigest(sitting, lines), version: 2 };
    const { version } = sitting;
    await this.transactions.manager.update(ConsentSitting, { id, version }, answered);
    await this.recorded(sitting, 'consent-sitting.answered', ['answeredAt', 'receiptDigest']);
  }

  /** @throws AppError 404 `consent-receipt-not-found` while a line waits, and for consents older than sittings */
  async receipt(id: string | null): Promise<Receipt> {
    if (id === null) throw notFound('consent-receipt-not-found');
    const { sitting, lines } = await this.get(id);
    const digest = sitting.receiptDigest;
    if (digest === null) throw notFound('consent-receipt-not-found');
    return { sitting, lines, digest, intact: receiptDigest(sitting, lines) === digest };
  }

  private recorded({ id: subjectId, householdId, districtCode }: ConsentSitting, action: string, fields: string[]) {
    const subject = { subjectType: 'consent-sitting', subjectId, householdId, districtCode };
    return this.audit.changed({ action, ...subject, fields });
  }
}
