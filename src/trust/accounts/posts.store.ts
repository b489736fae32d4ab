import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { invalid, notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import type { Post } from './account';

export interface PostRow {
  id: string;
  role: string;
  organisation_id: string | null;
  unit_id: string | null;
  district_code: string | null;
  region_path: string | null;
  valid_from: Date;
  valid_until: Date | null;
  term_id: string | null;
  term_label: string | null;
  term_ends_at: Date | null;
  ended_at: Date | null;
}

/** Days of a post, YYYY-MM-DD in Asia/Shanghai, and the contract it stands on (R14). */
export interface PostDays {
  firstDay: string | null;
  lastDay: string | null;
  termId: string | null;
}

/** Rows of posts; their ends only move nearer (the database sees to it). */
@Injectable()
export class PostsStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** All posts of an account, the ended ones too, the newest first. */
  ofAccount(accountId: string): Promise<PostRow[]> {
    return this.transactions.manager.query<PostRow[]>(
      `select r.id, r.role, r.organisation_id, r.unit_id, r.district_code, r.region_path, r.valid_from, r.valid_until,
         r.term_id, t.label as term_label, t.ends_at as term_ends_at,
         coalesce(r.ended_at, case when r.valid_until <= $2 then r.valid_until end) as ended_at
       from account_roles r left join access_terms t on t.id = r.term_id
       where r.account_id = $1 order by r.valid_from desc, r.id desc limit 200`,
      [accountId, this.clock.now()],
    );
  }

  /** @throws AppError 422 `administrator-alone` where the database knows of another post in that time */
  async add(accountId: string, post: Post, { firstDay, lastDay, termId }: PostDays): Promise<string> {
    const id = newId();
    await this.transactions.manager
      .query(
        `insert into account_roles (id, account_id, role, organisation_id, unit_id, district_code, region_path, term_id,
           valid_from, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::date::timestamp at time zone 'Asia/Shanghai', $10),
           ($11::date + 1)::timestamp at time zone 'Asia/Shanghai')`,
        [
          id,
          accountId,
          post.role,
          post.organisationId,
          post.unitId,
          post.districtCode,
          post.regionPath,
          termId,
          firstDay,
          this.clock.now(),
          lastDay,
        ],
      )
      .catch(refuseSecondAdministrator);
    return id;
  }

  /** Ends a post after `lastDay`, without one now. @throws AppError 404, also for one that has ended */
  async end(accountId: string, postId: string, lastDay: string | null): Promise<void> {
    const [, count] = await this.transactions.manager.query<[unknown, number]>(
      `update account_roles
       set valid_until = coalesce(($3::date + 1)::timestamp at time zone 'Asia/Shanghai', greatest(valid_from, $4))
       where id = $2 and account_id = $1 and ended_at is null and (valid_until is null or valid_until > $4)`,
      [accountId, postId, lastDay, this.clock.now()],
    );
    if (count === 0) throw notFound();
  }
}

/** For `.catch` of statements that give somebody a post. */
export function refuseSecondAdministrator(error: unknown): never {
  const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
  if (constraint === 'account_roles_administrator_check') {
    throw invalid([{ field: 'role', code: 'administrator-alone' }]);
  }
  throw error;
}
