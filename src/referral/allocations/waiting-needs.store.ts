import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { openStates } from '../referrals';
import type { Allocation } from './allocation.entity';

/** A need that waits for an offering. */
export interface WaitingNeed {
  id: string;
  householdId: string;
  code: string;
  regionPath: string;
  /** Offerings for which it stands in the queue or has a place held: its turn there decides, no allocation (R97). */
  queuedFor: string[];
}

/**
 * Confirmed by the household, spoken for by a scale (R18), with somebody who works on the case (R10); nobody is asked for it yet and no plan
 * that is being written answers it. Restricted needs are for their team alone (B30-B32) and never shared out.
 */
const WAITING = `select n.id, n.household_id as "householdId", n.code, n.region_path as "regionPath",
    array(select w.offering_id from waiting_list_entries w where w.need_id = n.id and w.state in ('waiting', 'offered')) as "queuedFor"
  from needs n join households h on h.id = n.household_id
  where n.district_code = $1 and n.state = 'confirmed' and n.assessed and n.replaced_by is null
    and n.restricted is not true and not app.restricted_code(n.code) and h.state = 'active'
    and (cardinality($2::text[]) = 0 or string_to_array(n.region_path, '/') && $2)
    and (cardinality($3::text[]) = 0 or n.code = any ($3) or left(n.code, 2) = any ($3))
    and exists (select from cases c where c.household_id = n.household_id and c.state <> 'closed')
    and not exists (select from referrals r where r.household_id = n.household_id and r.need_code = n.code
      and r.member_id is not distinct from n.member_id and r.state = any ($4))
    and not exists (select from plan_items i join plans p on p.id = i.plan_id
      where i.need_id = n.id and i.offering_id is not null and p.state in ('draft', 'offered', 'confirmed'))`;

/** The needs of a district for which somebody could be looked for now, as far as the actor may see them. */
@Injectable()
export class WaitingNeedsStore {
  constructor(private readonly transactions: Transactions) {}

  /** By household and id. */
  of({ districtCode, townshipIds, codes }: Allocation): Promise<WaitingNeed[]> {
    const values = [districtCode, townshipIds.map(String), codes, [...openStates]];
    return this.transactions.manager.query<WaitingNeed[]>(`${WAITING} order by n.household_id, n.id`, values);
  }

  /** Those of some needs that still wait. */
  async stillWaiting(districtCode: string, needIds: readonly string[]): Promise<Set<string>> {
    const sql = `${WAITING} and n.id = any ($5)`;
    const values = [districtCode, [], [], [...openStates], needIds];
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(sql, values);
    return new Set(rows.map(({ id }) => id));
  }
}
