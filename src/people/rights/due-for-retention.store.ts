import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { Retention } from '../../reference/policies';

/** Before this instant something must have ended for its time to be over. */
const before = (parameter: string): string => `$1::timestamptz - ${parameter}::interval`;
const lengthOf = ({ keep }: Retention): string => `${keep.value} ${keep.unit}`;
const NO_OPEN_CASE = `not exists (select 1 from cases c where c.household_id = h.id and c.state not in ('closed', 'follow-up', 'archived'))`;

/** Rows of this wing whose time of keeping is over (C2), in one district, the oldest first. */
@Injectable()
export class DueForRetention {
  constructor(private readonly transactions: Transactions) {}

  /** Files whose service has ended so long ago, and whose consents too. */
  files(now: Date, file: Retention, consent: Retention, limit: number): Promise<string[]> {
    return this.ids(
      `select h.id from households h where h.region_path not like '}%' and ${NO_OPEN_CASE}
         and (select max(c.closed_at) from cases c where c.household_id = h.id) <= ${before('$3')}
         and not exists (select 1 from consents k where k.household_id = h.id
           and coalesce(k.ended_at, k.given_at) > ${before('$4')})
       order by h.created_at limit $2`,
      [now, limit, lengthOf(file), lengthOf(consent)],
    );
  }

  /** Frozen files whose day has come. */
  frozenFiles(today: string, limit: number): Promise<string[]> {
    return this.ids(
      `select household_id as id from closed_files where state = 'frozen' and erase_after <= $1 order by erase_after limit $2`,
      [today, limit],
    );
  }

  /** Scales whose answers are still there. */
  answers(now: Date, rule: Retention, limit: number): Promise<string[]> {
    return this.ids(
      `select a.id from assessments a join households h on h.id = a.household_id
        where (a.answers_ciphertext is not null or a.result is not null) and a.state = 'completed' and ${NO_OPEN_CASE}
          and (select max(c.closed_at) from cases c where c.household_id = h.id) <= ${before('$3')}
        order by a.completed_at limit $2`,
      [now, limit, lengthOf(rule)],
    );
  }

  /** Leads that led to no file and still say whom they were about. */
  leads(now: Date, rule: Retention, limit: number): Promise<string[]> {
    return this.ids(
      `select id from leads where state in ('not-need', 'unreachable') and person_description <> ''
         and closed_at <= ${before('$3')} order by closed_at limit $2`,
      [now, limit, lengthOf(rule)],
    );
  }

  /** Keeps the score alone (C2). @returns the household, for the record */
  async dropAnswers(id: string): Promise<string> {
    const [rows] = await this.transactions.manager.query<[Array<{ household_id: string }>, number]>(
      `update assessments set answers_ciphertext = null, result = null, version = version + 1 where id = $1
       returning household_id`,
      [id],
    );
    return rows[0]!.household_id;
  }

  async emptyLead(id: string): Promise<void> {
    const { manager } = this.transactions;
    await manager.query(
      `update leads set reporter_name = null, reporter_team = null, person_description = '', whereabouts = '',
         observed = '', contact_phone_ciphertext = null, triage_note = null, version = version + 1 where id = $1`,
      [id],
    );
    await manager.query('select app.destroy_subject_key($1)', [id]);
  }

  private async ids(sql: string, values: unknown[]): Promise<string[]> {
    return (await this.transactions.manager.query<Array<{ id: string }>>(sql, values)).map(({ id }) => id);
  }
}
