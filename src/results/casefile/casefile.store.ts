import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

export interface DeliveredLine {
  referralId: string;
  on: string;
  units: number;
  by: string;
}

export interface PricedReferral {
  referralId: string;
  service: string;
  payer: string;
  unitPriceFen: number;
  units: number;
}

export interface FundLine {
  referralId: string | null;
  purpose: string;
  state: string;
  amountFen: number;
}

/** What the printable file counts across rooms: deliveries and what they cost. */
@Injectable()
export class CasefileStore {
  constructor(private readonly transactions: Transactions) {}

  deliveries(householdId: string): Promise<DeliveredLine[]> {
    return this.query<DeliveredLine>(
      `select referral_id as "referralId", delivered_on::text as on, units, recorded_by_name as by from deliveries
        where household_id = $1 and corrected_by is null order by delivered_on, id`,
      householdId,
    );
  }

  /** Delivered units times the price of the offering, for each referral with deliveries. */
  priced(householdId: string): Promise<PricedReferral[]> {
    return this.query<PricedReferral>(
      `select r.id as "referralId", o.name as service, o.payer, o.price_fen::float8 as "unitPriceFen", sum(d.units)::int as units
         from deliveries d join referrals r on r.id = d.referral_id join offerings o on o.id = r.offering_id
        where r.household_id = $1 and d.corrected_by is null
        group by r.id, o.id order by min(d.delivered_on), r.id`,
      householdId,
    );
  }

  /** Requests to a fund that were made for the household or one of its referrals. */
  fundLines(householdId: string): Promise<FundLine[]> {
    return this.query<FundLine>(
      `select r.id as "referralId", f.purpose, f.state, f.amount_fen::float8 as "amountFen"
         from fund_requests f left join referrals r on r.id = f.holder_id
        where f.holder_id = $1 or r.household_id = $1 order by f.created_at, f.id`,
      householdId,
    );
  }

  private query<T>(sql: string, householdId: string): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, [householdId]);
  }
}
