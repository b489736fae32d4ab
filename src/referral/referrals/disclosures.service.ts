import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { Transactions } from '../../platform/database';
import { Providers } from '../../supply/providers';
import { type LegalBasis, ReferralConsents } from './referral-consents';
import type { Referral } from './referral.entity';
import { ReferralsStore } from './referrals.store';

/** What one provider got of a household through one referral, and on which ground. */
export interface SharedWith {
  referral: Referral;
  providerName: string;
  /** The law that stands in for a consent. */
  basis: LegalBasis | null;
  /** How often contact data were opened (C2), from when to when, which fields; 0 when never. */
  times: number;
  firstAt: Date | null;
  lastAt: Date | null;
  fields: string[];
}

/** A sharing that stands on the law and not on a consent. */
export type SharedByLaw = SharedWith & { basis: LegalBasis };

interface ReadsRow {
  referral_id: string;
  times: string;
  first_at: Date;
  last_at: Date;
  fields: string[];
}

/** What has been shared of a household already, with whom and when (A11; PIPL 17, 23, 45). */
@Injectable()
export class SharedData {
  constructor(
    private readonly store: ReferralsStore,
    private readonly households: Households,
    private readonly providers: Providers,
    private readonly grounds: ReferralConsents,
    private readonly transactions: Transactions,
  ) {}

  /** Newest first, with and without contact read: the need itself goes out when the referral is sent. @throws AppError 404 */
  async of(householdId: string): Promise<SharedWith[]> {
    await this.households.unrecorded(householdId);
    const sent = (await this.store.ofHousehold(householdId)).filter(({ sentAt }) => sentAt !== null);
    const sql = 'select * from app.contact_reads($1)';
    const reads = await this.transactions.manager.query<ReadsRow[]>(sql, [householdId]);
    const names = await this.providers.names(sent.map(({ providerId }) => providerId));
    return sent.map((referral) => {
      const read = reads.find((row) => row.referral_id === referral.id);
      return {
        referral,
        basis: this.grounds.basis(referral),
        providerName: names.get(referral.providerId) ?? '',
        times: Number(read?.times ?? 0),
        firstAt: read?.first_at ?? null,
        lastAt: read?.last_at ?? null,
        fields: read?.fields ?? [],
      };
    });
  }

  /** What is shared without a consent. */
  async byLaw(householdId: string): Promise<SharedByLaw[]> {
    return (await this.of(householdId)).filter((one): one is SharedByLaw => one.basis !== null);
  }

  /**
   * The same for a sheet or receipt that the household keeps. A mandatory report is not on it: the paper lies at home,
   * perhaps with the person it is about (PIPL 18, B31).
   */
  async onPaper(householdId: string): Promise<SharedByLaw[]> {
    return (await this.byLaw(householdId)).filter(({ referral }) => referral.legalGround !== 'mandatory-report');
  }
}
