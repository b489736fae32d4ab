import { Injectable } from '@nestjs/common';
import { type Selection, selected, Transactions } from '../../platform/database';

/** How many needs of a code were found in a place in a month. */
export interface NeedCount {
  regionPath: string;
  code: string;
  /** YYYY-MM. */
  month: string;
  count: number;
}

/** Needs as statistics (R73): newest versions in the actor's reach, restricted codes never (R46, B30–B32). */
@Injectable()
export class NeedCounts {
  constructor(private readonly transactions: Transactions) {}

  counts(selection: Selection): Promise<NeedCount[]> {
    const values: unknown[] = [];
    const where = selected(selection, { place: 'n.region_path', time: 'n.found_at' }, values);
    return this.transactions.manager.query<NeedCount[]>(
      `select n.region_path as "regionPath", n.code, to_char(n.found_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
          count(*)::integer as count
        from needs n where n.replaced_by is null and not app.restricted_code(n.code) and n.restricted is not true
          and ${where} group by 1, 2, 3`,
      values,
    );
  }
}
