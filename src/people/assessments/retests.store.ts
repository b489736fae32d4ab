import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import type { RetestQuery } from './dto/retest.dto';

/** A scale that is to be asked again, with who holds the case of the household. */
export interface RetestLine {
  id: string;
  householdId: string;
  memberId: string | null;
  instrument: string;
  completedAt: Date;
  retestFrom: string;
  retestUntil: string;
  unitId: string | null;
  leadWorkerId: string | null;
}

export interface RetestCounts {
  due: number;
  overdue: number;
}

const NEWER = `select 1 from assessments n where n.household_id = a.household_id and n.instrument = a.instrument
  and n.member_id is not distinct from a.member_id and n.state = 'completed' and n.counts and (n.completed_at, n.id) > (a.completed_at, a.id)`;
// Read here and not asked of the room `cases`, which this one does not know.
const CASE = `c.household_id = a.household_id and c.state not in ('closed', 'follow-up', 'archived')`;
/**
 * The newest of its scale, of a live file and of somebody who still lives there. Where own cases only are asked for, they
 * come first: the home page counts them.
 */
const openOnes = (mine: string | null) => `from assessments a
  join households h on h.id = a.household_id and h.state = 'active'
  ${mine === null ? 'left join' : 'join'} cases c on ${CASE} and ($2::uuid is null or c.lead_worker_id = $2::uuid)
  where a.counts and a.retest_from <= $1::date and not exists (${NEWER})
    and (a.member_id is null or exists
      (select 1 from household_members m where m.id = a.member_id and m.valid_until is null))
    and ($3::boolean is null or (a.retest_until < $1::date) = $3::boolean)`;
const COLUMNS = `a.id, a.household_id as "householdId", a.member_id as "memberId", a.instrument,
  a.completed_at as "completedAt", a.retest_from::text as "retestFrom", a.retest_until::text as "retestUntil",
  c.unit_id as "unitId", c.lead_worker_id as "leadWorkerId"`;

/** The due list of re-tests, worked out from the results themselves. */
@Injectable()
export class RetestsStore {
  constructor(private readonly transactions: Transactions) {}

  /** The earliest day first. @param mine only those whose case this account leads */
  async list({ overdue, after, limit }: RetestQuery, mine: string | null, today: string): Promise<Page<RetestLine>> {
    const [day, id] = after ? decodeCursor(after) : [null, null];
    const rows = await this.transactions.manager.query<RetestLine[]>(
      `select ${COLUMNS} ${openOnes(mine)} and ($4::date is null or (a.retest_from, a.id) > ($4::date, $5::uuid))
        order by a.retest_from, a.id limit $6`,
      [today, mine, overdue ?? null, day, id, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.retestFrom, row.id]);
  }

  async counts(mine: string | null, today: string): Promise<RetestCounts> {
    const [row] = await this.transactions.manager.query<Array<Record<keyof RetestCounts, string>>>(
      `select count(*) filter (where a.retest_until >= $1::date) as due,
          count(*) filter (where a.retest_until < $1::date) as overdue ${openOnes(mine)}`,
      [today, mine, null],
    );
    return { due: Number(row?.due), overdue: Number(row?.overdue) };
  }

  /** Whether a later result of the same scale and person is there already. */
  async isSuperseded(id: string): Promise<boolean> {
    const rows = await this.transactions.manager.query<object[]>(
      `select 1 from assessments a where a.id = $1 and exists (${NEWER})`,
      [id],
    );
    return rows.length > 0;
  }

  /** Earlier results of the same scale and person, whose dates no longer matter. */
  async earlier(id: string): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(
      `select a.id from assessments a join assessments o on o.id = $1 and o.household_id = a.household_id
        and o.instrument = a.instrument and o.member_id is not distinct from a.member_id
        where a.id <> o.id and a.retest_from is not null`,
      [id],
    );
    return rows.map((row) => row.id);
  }
}
