import { Injectable } from '@nestjs/common';
import { type Selection, selected, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import type { Household } from './household.entity';
import { HouseholdsStore } from './households.store';

/** How many households of a place have a class and a head of an age. */
export interface HouseholdCount {
  regionPath: string;
  primaryClass: number | null;
  /** Of the head, in years. */
  age: number | null;
  count: number;
}

const PLACES = { place: 'h.region_path', time: 'h.created_at' };

/** Households for files and statistics that leave the house; the rows are those in the actor's reach. */
@Injectable()
export class HouseholdCounts {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: HouseholdsStore,
    private readonly clock: Clock,
  ) {}

  /** Files in use, by their number. @param most how many at most */
  async pick(selection: Selection, most: number): Promise<Household[]> {
    const values: unknown[] = [];
    const where = selected(selection, PLACES, values);
    const found = await this.transactions.manager.query<Array<{ id: string }>>(
      `select h.id from households h where h.state = 'active' and ${where}
        order by h.number limit $${values.push(most)}`,
      values,
    );
    const rows = await this.store.byIds(found.map(({ id }) => id));
    return rows.sort((one, other) => (one.number < other.number ? -1 : 1));
  }

  counts(selection: Selection): Promise<HouseholdCount[]> {
    const values: unknown[] = [this.clock.today()];
    const where = selected(selection, PLACES, values);
    return this.transactions.manager.query<HouseholdCount[]>(
      `select h.region_path as "regionPath", h.primary_class as "primaryClass",
          extract(year from age($1::date, m.birth_date))::integer as age, count(*)::integer as count
        from households h left join lateral (select birth_date from household_members
            where household_id = h.id and relation = 'head' and valid_until is null order by id limit 1) m on true
        where h.state = 'active' and ${where} group by 1, 2, 3`,
      values,
    );
  }
}
