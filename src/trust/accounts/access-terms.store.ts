import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';

/** How long the people of an operator may work here: what this wing knows of a contract (R14). */
export interface AccessTerm {
  id: string;
  organisationId: string;
  districtCode: string;
  /** What people call it, e.g. the number of the contract. */
  label: string;
  /** First and last day, YYYY-MM-DD in Asia/Shanghai. */
  startsOn: string;
  endsOn: string;
}

export interface TermRow {
  id: string;
  organisation_id: string;
  district_code: string;
  label: string;
  starts_at: Date;
  ends_at: Date;
  ended_at: Date | null;
}

/** Somebody whose access ends with a term, for the hand-over list of the units (R14). */
export interface TermHolder {
  account_id: string;
  username: string;
  display_name: string;
  role: string;
  unit_id: string | null;
  ended_at: Date | null;
}

const SELECT = 'select id, organisation_id, district_code, label, starts_at, ends_at, ended_at from access_terms';

/** Terms of operators. Whoever keeps the contract keeps its term, in the same transaction. */
@Injectable()
export class AccessTerms {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Opens a term or moves its days; posts whose time is thereby over end at once, with their sessions. */
  async keep(term: AccessTerm): Promise<void> {
    await this.query(
      `insert into access_terms (id, organisation_id, district_code, label, starts_at, ends_at)
       values ($1, $2, $3, $4, $5::date::timestamp at time zone 'Asia/Shanghai',
         ($6::date + 1)::timestamp at time zone 'Asia/Shanghai')
       on conflict (id) do update set label = excluded.label, starts_at = excluded.starts_at, ends_at = excluded.ends_at`,
      [term.id, term.organisationId, term.districtCode, term.label, term.startsOn, term.endsOn],
    );
    await this.closeEnded();
  }

  /** Ends a term before its day; an unknown one is none to end. */
  async end(id: string): Promise<void> {
    await this.query('update access_terms set ended_at = clock_timestamp() where id = $1 and ended_at is null', [id]);
    await this.closeEnded();
  }

  /** Those that run or are to come, within reach. */
  running(): Promise<TermRow[]> {
    return this.query<TermRow>(`${SELECT} where ended_at is null and ends_at > $1 order by ends_at, id limit 200`, [
      this.clock.now(),
    ]);
  }

  /** @throws AppError 404 */
  async get(id: string): Promise<TermRow> {
    const [row] = await this.query<TermRow>(`${SELECT} where id = $1`, [id]);
    if (!row) throw notFound();
    return row;
  }

  /** Who works on a term, by unit and name; ended posts too, because their cases have to be handed over. */
  holders(id: string): Promise<TermHolder[]> {
    return this.query<TermHolder>(
      `select a.id as account_id, a.username, a.display_name, r.role, r.unit_id, r.ended_at
       from account_roles r join accounts a on a.id = r.account_id
       where r.term_id = $1 order by r.unit_id, a.username, r.id limit 500`,
      [id],
    );
  }

  /** Ends the posts whose time is over, of one account or of all. @returns how many */
  async closeEnded(accountId: string | null = null): Promise<number> {
    const [row] = await this.query<{ closed: number }>('select app.close_ended_posts($1, $2) as closed', [
      this.clock.now(),
      accountId,
    ]);
    return row?.closed ?? 0;
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, values);
  }
}
