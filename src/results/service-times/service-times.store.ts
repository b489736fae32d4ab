import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import type { NeedTimesQuery } from './dto/service-time.dto';
import type { StageTimes, TimeCell, TimeStage } from './time-cells';

/** From and to as instants: `to` is the first that is no longer meant. */
export interface Span {
  from: Date;
  to: Date;
}

export interface NeedTime {
  needId: string;
  householdId: string;
  code: string;
  confirmedAt: Date;
  offeredAt: Date | null;
  acceptedAt: Date | null;
  servedAt: Date | null;
}

const MOST_CELLS = 500;
const COLUMNS: Readonly<Record<TimeStage, string>> = {
  offer: 'offered_at',
  acceptance: 'accepted_at',
  service: 'served_at',
};

/** Days between the yes and a stage: how many got there, the median, the ninth of ten. */
const stage = (name: TimeStage): string => {
  const days = `(extract(epoch from t.${COLUMNS[name]} - t.confirmed_at) / 86400)::double precision`;
  // A service that had begun before the need was confirmed again took no time.
  const since = `greatest(0, ${days})`;
  const percentile = (share: number): string =>
    `round((percentile_cont(${share}) within group (order by ${since}) filter (where t.${COLUMNS[name]} is not null))::numeric, 1)::double precision`;
  return `json_build_object('reached', count(t.${COLUMNS[name]})::int, 'medianDays', ${percentile(0.5)}, 'p90Days', ${percentile(0.9)}) as ${name}`;
};

/** The township that a village lies in; a path's parts are region ids. */
const PLACED = `
with times as (
  select t.* from need_times t
   where t.confirmed_at >= $1 and t.confirmed_at < $2 and ($3::text is null or (t.code >= $3 and t.code < $3 || '~'))),
places as (
  select p.region_path, r.id as township_id from (select distinct region_path from times) p
    left join regions r on r.level = 'township' and r.id::text = any (string_to_array(p.region_path, '/')))`;

interface Row extends Record<TimeStage, StageTimes> {
  townshipId: number | null;
  code: string | null;
  needs: number;
}

/** Figures of `need_times`, as far as the actor reaches. */
@Injectable()
export class ServiceTimesStore {
  constructor(private readonly transactions: Transactions) {}

  /** By township and code, the most needs first; and all of them as one. */
  async cells({ from, to }: Span, code: string | null): Promise<{ cells: TimeCell[]; whole: TimeCell }> {
    const rows = await this.transactions.manager.query<Row[]>(
      `${PLACED}
       select p.township_id as "townshipId", t.code, count(*)::int as needs, ${stage('offer')}, ${stage('acceptance')}, ${stage('service')}
       from times t join places p using (region_path)
       group by grouping sets ((p.township_id, t.code), ())
       order by grouping(t.code) desc, needs desc, p.township_id, t.code limit ${MOST_CELLS + 1}`,
      [from, to, code],
    );
    const [whole = NOTHING, ...cells] = rows.map(cellOf);
    return { cells, whole };
  }

  /** The needs behind a cell, the longest wait first. */
  async needs({ from, to }: Span, query: NeedTimesQuery): Promise<Page<NeedTime>> {
    const { code = null, townshipId = null, waiting, limit, after } = query;
    const [at, id] = after ? decodeCursor(after) : [null, null];
    const open = waiting ? `and t.${COLUMNS[waiting]} is null and t.state <> all (array['closed', 'declined'])` : '';
    const rows = await this.transactions.manager.query<NeedTime[]>(
      `${PLACED}
       select t.need_id as "needId", t.household_id as "householdId", t.code, t.confirmed_at as "confirmedAt",
         t.offered_at as "offeredAt", t.accepted_at as "acceptedAt", t.served_at as "servedAt"
       from times t join places p using (region_path)
       where ($4::integer is null or p.township_id = $4) ${open}
         and ($5::timestamptz is null or (t.confirmed_at, t.need_id) > ($5::timestamptz, $6::uuid))
       order by t.confirmed_at, t.need_id limit $7`,
      [from, to, code, townshipId, at, id, limit + 1],
    );
    return pageOf(rows, limit, ({ confirmedAt, needId }) => [confirmedAt.toISOString(), needId]);
  }
}

const NONE: StageTimes = { reached: 0, medianDays: null, p90Days: null };
const NOTHING: TimeCell = {
  ...{ townshipId: null, code: null, needs: 0 },
  stages: { offer: NONE, acceptance: NONE, service: NONE },
};

const cellOf = ({ townshipId, code, needs, offer, acceptance, service }: Row): TimeCell => ({
  ...{ townshipId, code, needs, stages: { offer, acceptance, service } },
});
